package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Optional;
import news.dateline.events.EditorialEvent;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.Rejection;

/** The rules of design.md, "The feed's rules". */
public final class Rules {
  private Rules() {}

  /**
   * Decides one event.
   *
   * @param now the largest record time seen so far in the partition: never the wall clock
   */
  public static Decision decide(State state, Recorded recorded, Instant now) {
    EditorialEvent event = recorded.event();
    Optional<Decided> before = state.decided(event.id());
    if (before.isPresent()) {
      return again(before.get(), recorded);
    }
    try {
      return first(state, recorded, now);
    } catch (RejectedException e) {
      return Decision.of(e.outcome(recorded));
    }
  }

  private static Decision again(Decided before, Recorded recorded) {
    boolean sameRequest = before.digest().equals(recorded.event().digest());
    Outcome outcome =
        sameRequest
            ? before.outcome()
            : new RejectedException(Rejection.ID_REUSED).outcome(recorded);
    return new Decision(java.util.List.of(), outcome, true);
  }

  private static Decision first(State state, Recorded recorded, Instant now)
      throws RejectedException {
    NewsEvent data = recorded.event().data();
    if (data instanceof NewsEvent.FeedDefined defined) {
      return FeedRules.define(state, recorded, defined, now);
    }
    if (data instanceof NewsEvent.ItemEvent onItem) {
      return new ItemRules(state, recorded, now).decide(onItem);
    }
    throw new IllegalStateException("no rule for " + data.getClass());
  }
}
