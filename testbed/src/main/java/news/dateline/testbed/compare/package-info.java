/** Dateline's fan-out beside that of others, started for real, under the same load in turn. */
@NullMarked
package news.dateline.testbed.compare;

import org.jspecify.annotations.NullMarked;
