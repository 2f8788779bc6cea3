package news.dateline.feedapi.feed;

import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedStore;

/**
 * What readers ask.
 *
 * @param lookup finds one of the feeds
 * @param authorizer decides who may read it
 */
public record ReadContext(FeedStore feeds, FeedLookup lookup, FeedAuthorizer authorizer) {}
