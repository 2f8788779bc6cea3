package news.dateline.feedapi.index;

/**
 * What a client has received of a feed.
 *
 * @param seq the newest change it has received
 * @param contiguous true if it has received every change up to there. A client that was away or
 *     slow has not: it lacks the intermediate changes of an item that changed several times
 */
public record SeenRange(long seq, boolean contiguous) {}
