package news.dateline.consumer.rules;

import news.dateline.events.DeskState.Waiting;
import news.dateline.events.Outcome;

/** The final outcome of an event that was held. */
public record Settled(Waiting waiting, Outcome outcome) {}
