/** The feed as its streams and the public API state it. */
@NullMarked
package news.dateline.testbed.verify.feed;

import org.jspecify.annotations.NullMarked;
