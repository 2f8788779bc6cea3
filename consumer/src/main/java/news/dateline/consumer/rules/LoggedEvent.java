package news.dateline.consumer.rules;

import news.dateline.events.EventEnvelope;

/**
 * An event read from {@code news-events}, with the values that a decision may not obtain by itself.
 *
 * @param at the coordinates of the record, {@code partition@offset}
 * @param newEpoch a random epoch, used if the event opens a feed
 * @param rulesLevel the level of the rules that the event is decided by, see {@link
 *     EventEnvelope#rulesLevelOf}
 */
public record LoggedEvent(EventEnvelope event, String at, String newEpoch, int rulesLevel) {
  StoryDigests digests() {
    return new StoryDigests(rulesLevel);
  }
}
