package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemEvent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.PublicState.OfFeed;
import news.dateline.events.PublicState.OfItem;
import news.dateline.events.Rejection;
import org.jspecify.annotations.Nullable;

/** What an event makes of one item. An instance decides one event. */
final class ItemRules {
  /** How far a clock may be ahead before a publication time counts as the future. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final State state;
  private final Recorded recorded;
  private final Instant now;
  private final OfFeed feed;

  ItemRules(State state, Recorded recorded, Instant now) throws RejectedException {
    this.state = state;
    this.recorded = recorded;
    this.now = now;
    FeedId id = recorded.event().feed();
    this.feed = state.feed(id).orElseThrow(() -> new RejectedException(Rejection.NO_FEED));
  }

  Decision decide(ItemEvent event) throws RejectedException {
    if (event instanceof ItemPublished published) {
      return publish(published);
    }
    if (event instanceof ItemUpdated updated) {
      return update(updated);
    }
    if (event instanceof ItemImported imported) {
      return imported(imported);
    }
    if (event instanceof ItemRetracted retracted) {
      return retract(retracted);
    }
    throw new IllegalStateException("no rule for " + event.getClass());
  }

  private Decision publish(ItemPublished event) throws RejectedException {
    Optional<OfItem> present = state.item(feed.feed(), event.id());
    if (present.isEmpty()) {
      return publishNew(event.id(), event.item(), null);
    }
    OfItem item = notRetracted(present.get());
    if (says(item.item(), event.item())) {
      return unchanged(item);
    }
    throw rejected(Rejection.EXISTS, item);
  }

  private Decision update(ItemUpdated event) throws RejectedException {
    OfItem item = notRetracted(existing(event.id()));
    checkVersion(item, event.ifVersion());
    if (says(item.item(), event.item())) {
      return unchanged(item);
    }
    return updateTo(item, event.item(), event.minor() ? item.item().updatedAt() : now);
  }

  private Decision imported(ItemImported event) throws RejectedException {
    Optional<OfItem> present = state.item(feed.feed(), event.id());
    if (present.isEmpty()) {
      return publishNew(event.id(), event.item(), event.updatedAt());
    }
    OfItem item = notRetracted(present.get());
    if (says(item.item(), event.item())) {
      return unchanged(item);
    }
    return updateTo(item, event.item(), event.updatedAt() == null ? now : event.updatedAt());
  }

  private Decision retract(ItemRetracted event) throws RejectedException {
    OfItem present = existing(event.id());
    Item item = present.item();
    if (item.retracted() && event.reason().equals(item.reason())) {
      return unchanged(present);
    }
    notRetracted(present);
    checkVersion(present, event.ifVersion());
    return accepted(Change.RETRACTED, item.retracted(now, event.reason(), nextSeq()));
  }

  private Decision publishNew(ItemId id, ItemContent content, @Nullable Instant updatedAt)
      throws RejectedException {
    checkLabel(content, null);
    Instant publishedAt = notInFuture(Objects.requireNonNullElse(content.publishedAt(), now), null);
    return accepted(
        Change.PUBLISHED,
        Item.published(
            id, nextSeq(), new Item.Dated(content, day(publishedAt), publishedAt, updatedAt)));
  }

  private Decision updateTo(OfItem present, ItemContent content, @Nullable Instant updatedAt)
      throws RejectedException {
    checkLabel(content, present);
    Item item = present.item();
    Instant publishedAt =
        notInFuture(Objects.requireNonNullElse(content.publishedAt(), item.publishedAt()), present);
    LocalDate day = day(publishedAt);
    return accepted(
        day.equals(item.day()) ? Change.UPDATED : Change.MOVED,
        item.revised(new Item.Dated(content, day, publishedAt, updatedAt), nextSeq()));
  }

  private static boolean says(Item item, ItemContent content) {
    Instant publishedAt = content.publishedAt();
    return content.withoutTimes().equals(item.content())
        && (publishedAt == null || publishedAt.equals(item.publishedAt()));
  }

  private long nextSeq() {
    return state.lastSeq(feed.feed()) + 1;
  }

  private LocalDate day(Instant publishedAt) {
    return publishedAt.atZone(feed.profile().zone()).toLocalDate();
  }

  private OfItem existing(ItemId id) throws RejectedException {
    return state.item(feed.feed(), id).orElseThrow(() -> rejected(Rejection.NO_ITEM, null));
  }

  private OfItem notRetracted(OfItem item) throws RejectedException {
    if (item.item().retracted()) {
      throw rejected(Rejection.RETRACTED, item);
    }
    return item;
  }

  private void checkVersion(OfItem item, @Nullable Integer seen) throws RejectedException {
    if (seen != null && seen != item.item().version()) {
      throw rejected(Rejection.VERSION_CONFLICT, item);
    }
  }

  private void checkLabel(ItemContent content, @Nullable OfItem item) throws RejectedException {
    String label = content.label();
    if (label != null
        && !ItemContent.LABELS.contains(label)
        && !feed.profile().labels().contains(label)) {
      throw rejected(Rejection.UNKNOWN_LABEL, item);
    }
  }

  private Instant notInFuture(Instant publishedAt, @Nullable OfItem item) throws RejectedException {
    if (publishedAt.isAfter(now.plus(CLOCK_SKEW))) {
      throw rejected(Rejection.PUBLISHED_IN_FUTURE, item);
    }
    return publishedAt;
  }

  private RejectedException rejected(Rejection reason, @Nullable OfItem item) {
    return new RejectedException(reason, feed, item);
  }

  private Decision accepted(Change change, Item item) {
    OfItem changed = new OfItem(feed.feed(), feed.epoch(), change, item);
    return Decision.of(outcome(Outcome.Status.ACCEPTED, item, item.seq()), changed);
  }

  private Decision unchanged(OfItem present) {
    return Decision.of(outcome(Outcome.Status.UNCHANGED, present.item(), null));
  }

  private Outcome outcome(Outcome.Status status, Item item, @Nullable Long seq) {
    return new Outcome(
        recorded.event().id(),
        status,
        feed.feed(),
        item.id(),
        seq,
        seq,
        feed.epoch(),
        item.version(),
        null,
        recorded.at());
  }
}
