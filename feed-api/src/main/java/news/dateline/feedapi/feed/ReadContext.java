package news.dateline.feedapi.feed;

import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedStore;

/** What the handlers of this package need to find and authorize a feed. */
record ReadContext(FeedStore feeds, FeedLookup lookup, FeedAuthorizer authorizer) {}
