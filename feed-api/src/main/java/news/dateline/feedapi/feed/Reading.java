package news.dateline.feedapi.feed;

import news.dateline.feedapi.access.Gate;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.Feeds;

/**
 * What readers ask.
 *
 * @param lookup finds one of the feeds
 * @param gate decides who may read it
 */
public record Reading(Feeds feeds, FeedLookup lookup, Gate gate) {}
