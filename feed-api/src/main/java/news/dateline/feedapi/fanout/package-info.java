/**
 * Delivers changes to all subscribers: each subscriber is a position in the numbered log of its
 * feeds, and what follows is encoded once for all with the same selection.
 */
@NullMarked
package news.dateline.feedapi.fanout;

import org.jspecify.annotations.NullMarked;
