/**
 * Measures how long published items take to thousands of subscribers, what that costs the server,
 * and whether every subscriber receives everything once and in order.
 */
@NullMarked
package news.dateline.testbed.load;

import org.jspecify.annotations.NullMarked;
