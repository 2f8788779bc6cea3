package news.dateline.feedapi.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Someone who wants to follow.
 *
 * @param address whom to count it for
 * @param guest the partner it is; null for one who showed no token
 */
public record Visit(Selection selection, Start start, String address, @Nullable Guest guest) {}
