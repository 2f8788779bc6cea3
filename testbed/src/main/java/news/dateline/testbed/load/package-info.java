/**
 * How long a publish takes to thousands of readers, what that costs the server, and whether each
 * reader got all of it once and in order.
 */
@NullMarked
package news.dateline.testbed.load;

import org.jspecify.annotations.NullMarked;
