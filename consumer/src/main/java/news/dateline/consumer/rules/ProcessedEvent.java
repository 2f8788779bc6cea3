package news.dateline.consumer.rules;

import news.dateline.events.Outcome;

/**
 * The stored part of a decided event, as JSON in the store {@code decided}.
 *
 * @param digest digest of the request; another digest under the same event id is another request
 */
public record ProcessedEvent(String digest, Outcome outcome) {}
