/** The connections of streams: HTTP/1 bodies that write to the socket, others through WebFlux. */
@NullMarked
package news.dateline.feedapi.transport;

import org.jspecify.annotations.NullMarked;
