package news.dateline.consumer.rules;

import java.util.List;
import java.util.Map;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;

/**
 * The state changes of a decision or of a timer.
 *
 * @param changes the new public states in the order of their {@code seq}; each is also the record
 *     that readers receive
 * @param deskStates the new desk state of each affected item
 * @param finalOutcomes the final outcomes of events that were held until now
 * @param importFacts what the rules for imports have to know later, by keys that begin with the
 *     feed and a slash. Facts contain digests of retracted stories and nothing of their text
 */
public record Effects(
    List<PublicState> changes,
    List<DeskState> deskStates,
    List<FinalOutcome> finalOutcomes,
    Map<String, String> importFacts) {
  static final Effects NONE = new Effects(List.of(), List.of(), List.of(), Map.of());

  /** The final outcome of an event whose first outcome was {@code held}. */
  public record FinalOutcome(PendingEvent event, Outcome outcome) {}
}
