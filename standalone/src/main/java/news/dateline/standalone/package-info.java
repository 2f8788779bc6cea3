/**
 * Dateline in one JVM: the default way to run it, and with {@code --only} the way to run its parts
 * as several processes.
 */
@NullMarked
package news.dateline.standalone;

import org.jspecify.annotations.NullMarked;
