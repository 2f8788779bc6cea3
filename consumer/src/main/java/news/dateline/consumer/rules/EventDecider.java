package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Optional;
import news.dateline.events.EventEnvelope;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.RejectionReason;

/** The rules of design.md, "The feed's rules". */
public final class EventDecider {
  private static final String CONSUMER = "/consumer";

  private EventDecider() {}

  /**
   * Decides one event, after every timer that is due by {@code now} has fired.
   *
   * @param now the largest record time seen so far in the partition: never the wall clock
   */
  public static Decision decide(State state, LoggedEvent recorded, Instant now) {
    EventEnvelope event = recorded.event();
    if (event.data() instanceof NewsEvent.TimerDue) {
      return new Decision(Effects.NONE, timeHasPassed(recorded), true);
    }
    Optional<ProcessedEvent> before = state.decided(event.id());
    if (before.isPresent()) {
      return again(before.get(), recorded);
    }
    try {
      return first(state, recorded, now);
    } catch (RejectedException e) {
      return Decision.without(e.outcome(recorded));
    }
  }

  /**
   * What a timer brings about when it is due. It acts at its own time, however late the record is
   * that shows it to be due, so that a feed looks as it was meant to.
   */
  public static Effects fire(State state, Timer timer) {
    Optional<PublicFeed> feed = state.feed(timer.feed());
    if (feed.isEmpty()) {
      return Effects.NONE;
    }
    DecisionBuilder draft =
        new DecisionBuilder(state, feed.get(), new DecisionBuilder.Act(CONSUMER, timer.due()));
    draft
        .held(timer.item())
        .ifPresentOrElse(
            new EmbargoRules(draft)::release,
            () -> new PinAndBreakingRules(draft).endBreaking(timer.item()));
    return draft.effects();
  }

  /** The record's time has done its work before the record itself is decided. */
  private static Outcome timeHasPassed(LoggedEvent recorded) {
    EventEnvelope event = recorded.event();
    return new Outcome(
        event.id(),
        Outcome.Status.UNCHANGED,
        event.feed(),
        null,
        null,
        null,
        null,
        null,
        null,
        recorded.at());
  }

  private static Decision again(ProcessedEvent before, LoggedEvent recorded) {
    boolean sameRequest = before.digest().equals(recorded.event().digest());
    Outcome outcome =
        sameRequest
            ? before.outcome()
            : new RejectedException(RejectionReason.ID_REUSED).outcome(recorded);
    return new Decision(Effects.NONE, outcome, true);
  }

  private static Decision first(State state, LoggedEvent recorded, Instant now)
      throws RejectedException {
    EventEnvelope event = recorded.event();
    Optional<PublicFeed> feed = state.feed(event.feed());
    if (event.data() instanceof NewsEvent.FeedDefined defined) {
      return feed.isEmpty()
          ? FeedRules.open(recorded, defined.profile(), now)
          : new FeedRules(draft(state, feed.get(), recorded, now)).revise(recorded, defined);
    }
    PublicFeed present = feed.orElseThrow(() -> new RejectedException(RejectionReason.NO_FEED));
    return decide(draft(state, present, recorded, now), recorded);
  }

  private static DecisionBuilder draft(
      State state, PublicFeed feed, LoggedEvent recorded, Instant now) {
    return new DecisionBuilder(
        state, feed, new DecisionBuilder.Act(recorded.event().source(), now));
  }

  private static Decision decide(DecisionBuilder draft, LoggedEvent recorded)
      throws RejectedException {
    NewsEvent data = recorded.event().data();
    if (data instanceof NewsEvent.FeedClosed) {
      return new FeedRules(draft).close(recorded);
    }
    boolean mendsOnly =
        data instanceof NewsEvent.ItemCorrected || data instanceof NewsEvent.ItemRetracted;
    if (draft.feed().status() == PublicFeed.Status.CLOSED && !mendsOnly) {
      throw draft.rejected(RejectionReason.CLOSED, null);
    }
    if (data instanceof NewsEvent.PinRemoved) {
      return new PinAndBreakingRules(draft).unpin(recorded);
    }
    return new ItemRules(draft, recorded).decide((NewsEvent.ItemEvent) data);
  }
}
