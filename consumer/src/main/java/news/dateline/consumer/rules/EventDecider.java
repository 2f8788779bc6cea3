package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Optional;
import news.dateline.events.EventEnvelope;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;

/**
 * The rules of a feed as pure functions, see docs/architecture.md, "Rules of a feed". Calls on one
 * {@link RulesState} must not overlap.
 */
public final class EventDecider {
  private EventDecider() {}

  /**
   * Decides one event. The caller must have fired the timer of its item if that is due by {@code
   * now}, and before the end of a feed every timer that is.
   *
   * @param now the largest record timestamp seen so far in the partition, never the wall clock
   */
  public static Decision decide(RulesState state, LoggedEvent logged, Instant now) {
    EventEnvelope event = logged.event();
    if (event.data() instanceof NewsEvent.TimerDue) {
      // The timestamp of this record has fired the timer before the record itself is decided.
      return Decision.notRemembered(
          Outcome.of(event.id(), Outcome.Status.UNCHANGED, event.feed(), logged.at()));
    }
    Optional<ProcessedEvent> processed = state.processedEvent(event.id());
    if (processed.isPresent()) {
      return repeatOutcome(processed.get(), logged);
    }
    try {
      return decideNew(state, logged, now);
    } catch (RejectedException e) {
      return Decision.rejected(e.outcome(logged));
    }
  }

  /**
   * Returns the effects of a timer that is due: the release of a held item or the end of breaking
   * news. They carry the due time, however late the timer fires.
   *
   * @param rulesLevel the level of the event before which the timer fires; 0 if it is unreadable
   */
  public static Effects fire(RulesState state, Timer timer, int rulesLevel) {
    Optional<PublicFeed> feed = state.feed(timer.feed());
    if (feed.isEmpty()) {
      return Effects.NONE;
    }
    DecisionBuilder builder =
        new DecisionBuilder(state, feed.get(), DeskStates.Cause.timer(rulesLevel), timer.due());
    builder
        .heldState(timer.item())
        .ifPresentOrElse(
            new EmbargoRules(builder)::release,
            () -> new PinAndBreakingRules(builder).endBreaking(timer.item()));
    return builder.effects();
  }

  private static Decision repeatOutcome(ProcessedEvent processed, LoggedEvent logged) {
    boolean sameRequest = processed.digest().equals(logged.event().digest());
    Outcome outcome =
        sameRequest
            ? processed.outcome()
            : new RejectedException(RejectionReason.ID_REUSED).outcome(logged);
    return Decision.notRemembered(outcome);
  }

  private static Decision decideNew(RulesState state, LoggedEvent logged, Instant now)
      throws RejectedException {
    EventEnvelope event = logged.event();
    Optional<PublicFeed> feed = state.feed(event.feed());
    if (event.data() instanceof NewsEvent.FeedDefined defined && feed.isEmpty()) {
      if (!event.actor().has(Right.ADMINISTER)) {
        throw new RejectedException(Right.ADMINISTER, null, null);
      }
      return FeedRules.open(logged, defined.profile(), now);
    }
    PublicFeed current = feed.orElseThrow(() -> new RejectedException(RejectionReason.NO_FEED));
    return decide(new DecisionBuilder(state, current, DeskStates.Cause.of(logged), now), logged);
  }

  private static Decision decide(DecisionBuilder builder, LoggedEvent logged)
      throws RejectedException {
    NewsEvent data = logged.event().data();
    Right required = Right.requiredFor(data);
    if (!logged.event().actor().has(required)) {
      throw builder.forbidden(required, null);
    }
    if (data instanceof NewsEvent.FeedDefined defined) {
      return new FeedRules(builder).revise(logged, defined.profile());
    }
    if (data instanceof NewsEvent.FeedClosed) {
      return new FeedRules(builder).close(logged);
    }
    boolean allowedWhenClosed =
        data instanceof NewsEvent.ItemCorrected
            || data instanceof NewsEvent.ItemRetracted
            || data instanceof NewsEvent.ItemDeletedAtSource;
    if (builder.feed().status() == PublicFeed.Status.CLOSED && !allowedWhenClosed) {
      throw builder.rejected(RejectionReason.CLOSED, null);
    }
    if (data instanceof NewsEvent.PinRemoved) {
      return new PinAndBreakingRules(builder).unpin(logged);
    }
    return new ItemRules(builder, logged).decide((NewsEvent.ItemEvent) data);
  }
}
