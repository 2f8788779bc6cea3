package news.dateline.consumer.rules;

import java.util.List;
import news.dateline.events.DeskState;
import news.dateline.events.PublicState;

/**
 * The state changes of a decision or of a timer.
 *
 * @param changes the new public states in the order of their {@code seq}; each is also the record
 *     that readers receive
 * @param deskStates the new desk state of each affected item
 * @param finalOutcomes the final outcomes of events that were held until now
 */
public record Effects(
    List<PublicState> changes, List<DeskState> deskStates, List<FinalOutcome> finalOutcomes) {
  static final Effects NONE = new Effects(List.of(), List.of(), List.of());
}
