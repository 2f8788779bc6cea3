/**
 * The test programs. They use a running Dateline over HTTP, as any other client would, and know
 * nothing of its inside.
 */
@NullMarked
package news.dateline.testbed;

import org.jspecify.annotations.NullMarked;
