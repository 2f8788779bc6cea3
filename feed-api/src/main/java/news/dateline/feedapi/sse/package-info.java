/** The bytes of server-sent events: slices, frames and the events that are not changes. */
@NullMarked
package news.dateline.feedapi.sse;

import org.jspecify.annotations.NullMarked;
