package news.dateline.consumer.rules;

import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.Outcome;

/** The final outcome of an event whose first outcome was {@code held}. */
public record FinalOutcome(PendingEvent event, Outcome outcome) {}
