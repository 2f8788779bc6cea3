package news.dateline.feedapi.feed;

import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.index.FeedStore;

/** What the handlers of this package find and show feeds with. */
public record ReadContext(
    FeedStore feeds, AuthorizedLookup lookup, Representations representations) {}
