package news.dateline.consumer.rules;

import news.dateline.events.Outcome;

/**
 * The result of the rules for one event.
 *
 * @param remember true if the outcome is to be stored under the id of the event. False for a
 *     repeated event, whose outcome is stored already, and for the consumer's own timer events.
 */
public record Decision(Effects effects, Outcome outcome, boolean remember) {
  /** Returns the decision that changes nothing and is stored under the id of the event. */
  static Decision rejected(Outcome outcome) {
    return new Decision(Effects.NONE, outcome, true);
  }

  /** Returns the decision that changes and stores nothing. */
  static Decision notRemembered(Outcome outcome) {
    return new Decision(Effects.NONE, outcome, false);
  }
}
