package news.dateline.feedapi.index;

/**
 * What a reader has seen of a feed.
 *
 * @param seq the newest change it was sent
 * @param wholly whether it was sent every change up to there. A reader that was away or slow was
 *     not: of an item that changed again since it lacks what was in between
 */
public record SeenRange(long seq, boolean wholly) {}
