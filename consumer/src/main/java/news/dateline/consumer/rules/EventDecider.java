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
  public static Decision decide(RulesState state, LoggedEvent logged, Instant now) {
    EventEnvelope event = logged.event();
    if (event.data() instanceof NewsEvent.TimerDue) {
      return new Decision(Effects.NONE, timerDueOutcome(logged), true);
    }
    Optional<ProcessedEvent> before = state.processedEvent(event.id());
    if (before.isPresent()) {
      return repeatOutcome(before.get(), logged);
    }
    try {
      return first(state, logged, now);
    } catch (RejectedException e) {
      return Decision.without(e.outcome(logged));
    }
  }

  /**
   * What a timer brings about when it is due. It acts at its own time, however late the record is
   * that shows it to be due, so that a feed looks as it was meant to.
   */
  public static Effects fire(RulesState state, Timer timer) {
    Optional<PublicFeed> feed = state.feed(timer.feed());
    if (feed.isEmpty()) {
      return Effects.NONE;
    }
    DecisionBuilder builder =
        new DecisionBuilder(state, feed.get(), new DecisionBuilder.Act(CONSUMER, timer.due()));
    builder
        .heldState(timer.item())
        .ifPresentOrElse(
            new EmbargoRules(builder)::release,
            () -> new PinAndBreakingRules(builder).endBreaking(timer.item()));
    return builder.effects();
  }

  /** The record's time has done its work before the record itself is decided. */
  private static Outcome timerDueOutcome(LoggedEvent logged) {
    EventEnvelope event = logged.event();
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
        logged.at());
  }

  private static Decision repeatOutcome(ProcessedEvent before, LoggedEvent logged) {
    boolean sameRequest = before.digest().equals(logged.event().digest());
    Outcome outcome =
        sameRequest
            ? before.outcome()
            : new RejectedException(RejectionReason.ID_REUSED).outcome(logged);
    return new Decision(Effects.NONE, outcome, true);
  }

  private static Decision first(RulesState state, LoggedEvent logged, Instant now)
      throws RejectedException {
    EventEnvelope event = logged.event();
    Optional<PublicFeed> feed = state.feed(event.feed());
    if (event.data() instanceof NewsEvent.FeedDefined defined) {
      return feed.isEmpty()
          ? FeedRules.open(logged, defined.profile(), now)
          : new FeedRules(builder(state, feed.get(), logged, now)).revise(logged, defined);
    }
    PublicFeed present = feed.orElseThrow(() -> new RejectedException(RejectionReason.NO_FEED));
    return decide(builder(state, present, logged, now), logged);
  }

  private static DecisionBuilder builder(
      RulesState state, PublicFeed feed, LoggedEvent logged, Instant now) {
    return new DecisionBuilder(
        state, feed, new DecisionBuilder.Act(logged.event().source(), now));
  }

  private static Decision decide(DecisionBuilder builder, LoggedEvent logged)
      throws RejectedException {
    NewsEvent data = logged.event().data();
    if (data instanceof NewsEvent.FeedClosed) {
      return new FeedRules(builder).close(logged);
    }
    boolean allowedWhenClosed =
        data instanceof NewsEvent.ItemCorrected || data instanceof NewsEvent.ItemRetracted;
    if (builder.feed().status() == PublicFeed.Status.CLOSED && !allowedWhenClosed) {
      throw builder.rejected(RejectionReason.CLOSED, null);
    }
    if (data instanceof NewsEvent.PinRemoved) {
      return new PinAndBreakingRules(builder).unpin(logged);
    }
    return new ItemRules(builder, logged).decide((NewsEvent.ItemEvent) data);
  }
}
