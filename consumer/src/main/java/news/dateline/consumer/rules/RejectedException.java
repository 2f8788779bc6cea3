package news.dateline.consumer.rules;

import news.dateline.events.EventEnvelope;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Ends a decision early: the event changes nothing. Never leaves {@link EventDecider}. */
@SuppressWarnings("serial")
final class RejectedException extends Exception {
  private final RejectionReason reason;
  private final @Nullable String epoch;
  private final @Nullable Integer version;

  RejectedException(RejectionReason reason) {
    this(reason, null, null);
  }

  /**
   * @param epoch of the feed, where there is one
   * @param version the item's present one, where there is one
   */
  RejectedException(RejectionReason reason, @Nullable String epoch, @Nullable Integer version) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.epoch = epoch;
    this.version = version;
  }

  Outcome outcome(LoggedEvent logged) {
    EventEnvelope event = logged.event();
    ItemId id = event.data() instanceof NewsEvent.ItemEvent onItem ? onItem.id() : null;
    return new Outcome(
        event.id(),
        Outcome.Status.REJECTED,
        event.feed(),
        id,
        null,
        null,
        epoch,
        version,
        reason,
        logged.at());
  }
}
