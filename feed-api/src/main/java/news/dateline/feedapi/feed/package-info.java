/** The feeds over HTTP: snapshots, pages, single items, and changes for clients that poll. */
@NullMarked
package news.dateline.feedapi.feed;

import org.jspecify.annotations.NullMarked;
