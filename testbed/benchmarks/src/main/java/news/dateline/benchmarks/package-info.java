/** Benchmarks of feed-api, and programs that supply it with data. */
@NullMarked
package news.dateline.benchmarks;

import org.jspecify.annotations.NullMarked;
