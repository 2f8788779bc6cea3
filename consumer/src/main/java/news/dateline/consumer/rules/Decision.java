package news.dateline.consumer.rules;

import news.dateline.events.Outcome;

/**
 * What the rules make of one event.
 *
 * @param remember true if the outcome is to be stored under the id of the event. False for a
 *     repeated event, whose outcome is stored already, and for the consumer's own timer events.
 */
public record Decision(Effects effects, Outcome outcome, boolean remember) {
  /** An outcome that changes nothing. */
  static Decision withoutEffects(Outcome outcome, boolean remember) {
    return new Decision(Effects.NONE, outcome, remember);
  }
}
