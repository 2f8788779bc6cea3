package news.dateline.consumer.rules;

import java.util.List;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;

/**
 * What follows from an event: the changes are the new state and what readers are told, in one.
 *
 * @param changes in the order of their {@code seq}
 * @param repeated whether the event's id was known already, so that there is nothing to remember
 */
public record Decision(List<PublicState> changes, Outcome outcome, boolean repeated) {
  static Decision of(Outcome outcome, PublicState... changes) {
    return new Decision(List.of(changes), outcome, false);
  }
}
