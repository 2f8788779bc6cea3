/**
 * The editors' HTTP API. Each command becomes at most one event on {@code news-events}; the event's
 * outcome becomes the response.
 */
@NullMarked
package news.dateline.producer.editorial;

import org.jspecify.annotations.NullMarked;
