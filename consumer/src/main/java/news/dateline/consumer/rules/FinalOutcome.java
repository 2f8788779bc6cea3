package news.dateline.consumer.rules;

import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.Outcome;

/** The final outcome of an event that was held. */
public record FinalOutcome(PendingEvent waiting, Outcome outcome) {}
