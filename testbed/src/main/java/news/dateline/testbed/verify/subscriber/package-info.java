/** The subscribers: how each of them behaves, and what each received. */
@NullMarked
package news.dateline.testbed.verify.subscriber;

import org.jspecify.annotations.NullMarked;
