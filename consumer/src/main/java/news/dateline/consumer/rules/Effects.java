package news.dateline.consumer.rules;

import java.util.List;
import news.dateline.events.DeskState;
import news.dateline.events.PublicState;

/**
 * What a decision changes.
 *
 * @param changes the new public state and what readers are told, in one; in the order of their
 *     {@code seq}
 * @param desk the new state of each item that was touched, as editors see it
 * @param finalOutcomes what became, at last, of events that were held
 */
public record Effects(List<PublicState> changes, List<DeskState> desk, List<FinalOutcome> finalOutcomes) {
  static final Effects NONE = new Effects(List.of(), List.of(), List.of());
}
