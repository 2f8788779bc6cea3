/** How long a publish takes to its readers, and whether each got all of them once and in order. */
@NullMarked
package news.dateline.testbed.load;

import org.jspecify.annotations.NullMarked;
