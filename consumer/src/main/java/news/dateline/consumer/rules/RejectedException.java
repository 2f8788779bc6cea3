package news.dateline.consumer.rules;

import news.dateline.events.EventEnvelope;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import org.jspecify.annotations.Nullable;

/** Ends a decision with a rejection. The event changes nothing. Caught by {@link EventDecider}. */
@SuppressWarnings("serial")
final class RejectedException extends Exception {
  private final RejectionReason reason;
  private final @Nullable String epoch;
  private final @Nullable Integer version;
  private final @Nullable Right right;
  private final @Nullable ItemId item;

  RejectedException(RejectionReason reason) {
    this(reason, null, null, null);
  }

  /**
   * @param epoch the epoch of the feed; null if the feed does not exist
   * @param version the current version of the item; null if the item does not exist
   */
  RejectedException(RejectionReason reason, @Nullable String epoch, @Nullable Integer version) {
    this(reason, epoch, version, null);
  }

  /** Rejects an event whose author lacks the right. */
  RejectedException(Right missing, @Nullable String epoch, @Nullable Integer version) {
    this(RejectionReason.FORBIDDEN, epoch, version, missing);
  }

  private RejectedException(
      RejectionReason reason,
      @Nullable String epoch,
      @Nullable Integer version,
      @Nullable Right right) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.epoch = epoch;
    this.version = version;
    this.right = right;
    this.item = null;
  }

  private RejectedException(RejectedException other, ItemId item) {
    super(other.getMessage(), null, false, false);
    this.reason = other.reason;
    this.epoch = other.epoch;
    this.version = other.version;
    this.right = other.right;
    this.item = item;
  }

  /** Returns the same rejection for an item that the event does not name, unless one is named. */
  RejectedException about(ItemId other) {
    return item == null ? new RejectedException(this, other) : this;
  }

  Outcome outcome(LoggedEvent logged) {
    EventEnvelope event = logged.event();
    ItemId named = event.data() instanceof NewsEvent.ItemEvent itemEvent ? itemEvent.id() : null;
    return Outcome.of(event.id(), Outcome.Status.REJECTED, event.feed(), logged.at())
        .withItem(item == null ? named : item, version)
        .withEpoch(epoch)
        .withReason(reason)
        .withRight(right);
  }
}
