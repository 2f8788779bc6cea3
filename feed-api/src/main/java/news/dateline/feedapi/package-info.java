/** The public side: reads {@code feed-state} and shows it as snapshots, pages and streams. */
@NullMarked
package news.dateline.feedapi;

import org.jspecify.annotations.NullMarked;
