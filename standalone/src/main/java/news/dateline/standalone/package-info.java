/**
 * Runs Dateline in one process, or with {@code --only} some of its applications, so that several
 * processes make one service.
 */
@NullMarked
package news.dateline.standalone;

import org.jspecify.annotations.NullMarked;
