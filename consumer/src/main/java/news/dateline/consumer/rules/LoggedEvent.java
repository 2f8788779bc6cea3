package news.dateline.consumer.rules;

import news.dateline.events.EventEnvelope;

/**
 * An event as it stands in the log, with everything a decision may not find out for itself.
 *
 * @param at {@code partition@offset}
 * @param newEpoch a random name, used where the event starts a numbering
 */
public record LoggedEvent(EventEnvelope event, String at, String newEpoch) {}
