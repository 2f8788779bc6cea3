package news.dateline.consumer.rules;

import news.dateline.events.Actor;
import news.dateline.events.EventEnvelope;

/**
 * What causes the changes of a decision.
 *
 * @param source the {@code ce_source} of an event, for the history of the items
 * @param actor the author, who owns the items that the decision creates
 */
record Cause(String source, Actor actor) {
  /** A timer of the consumer. */
  static final Cause TIMER = new Cause("/consumer", Actor.UNKNOWN);

  static Cause of(EventEnvelope event) {
    return new Cause(event.source(), event.actor());
  }
}
