/** Compares the fan-out of Dateline with that of other servers under the same load. */
@NullMarked
package news.dateline.testbed.compare;

import org.jspecify.annotations.NullMarked;
