/** The feeds over HTTP: snapshots and pages, single items, changes for those who poll. */
@NullMarked
package news.dateline.feedapi.feed;

import org.jspecify.annotations.NullMarked;
