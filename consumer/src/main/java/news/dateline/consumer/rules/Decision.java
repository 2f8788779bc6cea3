package news.dateline.consumer.rules;

import news.dateline.events.Outcome;

/**
 * What follows from an event.
 *
 * @param remember whether the outcome is not to be remembered under the event's id: it is known
 *     already, or nobody will ever ask
 */
public record Decision(Effects effects, Outcome outcome, boolean remember) {
  static Decision without(Outcome outcome) {
    return new Decision(Effects.NONE, outcome, false);
  }
}
