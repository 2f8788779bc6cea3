package news.dateline.consumer.rules;

import news.dateline.events.Outcome;

/**
 * An event that was decided before.
 *
 * @param digest of the request as it was sent
 */
public record ProcessedEvent(String digest, Outcome outcome) {}
