/**
 * The editors: what they do to the feed, and whether each operation has the outcome it must have.
 */
@NullMarked
package news.dateline.testbed.verify.workload;

import org.jspecify.annotations.NullMarked;
