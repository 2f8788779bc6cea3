package news.dateline.consumer.rules;

import news.dateline.events.EditorialEvent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Rejection;
import org.jspecify.annotations.Nullable;

/** Ends a decision early: the event changes nothing. Never leaves {@link Rules}. */
@SuppressWarnings("serial")
final class RejectedException extends Exception {
  private final Rejection reason;
  private final PublicState.@Nullable OfFeed feed;
  private final PublicState.@Nullable OfItem item;

  RejectedException(Rejection reason) {
    this(reason, null, null);
  }

  RejectedException(
      Rejection reason, PublicState.@Nullable OfFeed feed, PublicState.@Nullable OfItem item) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.feed = feed;
    this.item = item;
  }

  Outcome outcome(Recorded recorded) {
    EditorialEvent event = recorded.event();
    ItemId id = event.data() instanceof NewsEvent.ItemEvent onItem ? onItem.id() : null;
    return new Outcome(
        event.id(),
        Outcome.Status.REJECTED,
        event.feed(),
        id,
        null,
        null,
        feed == null ? null : feed.epoch(),
        item == null ? null : item.item().version(),
        reason,
        recorded.at());
  }
}
