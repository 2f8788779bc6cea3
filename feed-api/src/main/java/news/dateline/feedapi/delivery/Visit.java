package news.dateline.feedapi.delivery;

/**
 * Someone who wants to follow.
 *
 * @param address whom to count it for
 */
public record Visit(Selection selection, Start start, String address) {}
