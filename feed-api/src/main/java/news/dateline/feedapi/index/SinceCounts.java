package news.dateline.feedapi.index;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What has happened to the items of a feed after a cursor.
 *
 * @param added items that are shown and were not there before
 * @param corrected items with a correction since then
 * @param retracted items that were there before and have been retracted since; at most {@link
 *     FeedIndex#MAX_EXAMINED} are counted
 */
public record SinceCounts(@JsonProperty("new") int added, int corrected, int retracted) {}
