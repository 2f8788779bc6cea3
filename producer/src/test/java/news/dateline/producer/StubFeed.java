package news.dateline.producer;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import news.dateline.testsupport.TopicWriter;
import org.jspecify.annotations.Nullable;

/**
 * Decides the events of one feed as the consumer does, as far as ConsumerContract goes. It accepts
 * events of other kinds without a change of state. Thread-safe.
 */
final class StubFeed {
  static final String EPOCH = "abcd";

  private final FeedId feed;
  private final TopicWriter writer;
  private final Map<ItemId, Item> items = new HashMap<>();
  private final Map<ItemId, Submitted> submitted = new HashMap<>();
  private FeedSettings.@Nullable Access access = FeedSettings.Access.PUBLIC;
  private long seq;

  private record Submitted(EventEnvelope event, NewsEvent.ItemPublished published, String at) {}

  StubFeed(FeedId feed, TopicWriter writer) {
    this.feed = feed;
    this.writer = writer;
  }

  synchronized Outcome decide(EventEnvelope event, String at) {
    NewsEvent data = event.data();
    if (data instanceof NewsEvent.FeedDefined defined) {
      return define(event, defined, at);
    }
    if (seq == 0) {
      return StubConsumer.rejected(event, at, null, RejectionReason.NO_FEED, null);
    }
    if (data instanceof NewsEvent.ItemPublished published) {
      return publish(event, published, at);
    }
    if (data instanceof NewsEvent.ItemUpdated updated) {
      return update(event, updated, at);
    }
    if (data instanceof NewsEvent.ItemRetracted retracted && items.containsKey(retracted.id())) {
      Item item = items.get(retracted.id());
      return change(
          event,
          PublicState.Change.RETRACTED,
          next -> item.retracted(Instant.now(), retracted.reason(), next),
          at);
    }
    if (data instanceof NewsEvent.ItemReleased released && submitted.containsKey(released.id())) {
      return release(event, released.id(), at);
    }
    if (data instanceof NewsEvent.ItemReturned returned && submitted.containsKey(returned.id())) {
      return returnToAuthor(event, returned, at);
    }
    return decideOnBreaking(event, data, at);
  }

  private Outcome decideOnBreaking(EventEnvelope event, NewsEvent data, String at) {
    if (data instanceof NewsEvent.BreakingStarted started && items.containsKey(started.id())) {
      Breaking.Planned planned = new Breaking.Planned(started.level(), started.until());
      return markBreaking(event, PublicState.Change.BREAKING, planned.from(Instant.now()), at);
    }
    if (data instanceof NewsEvent.BreakingEnded ended && items.containsKey(ended.id())) {
      return markBreaking(event, PublicState.Change.BREAKING_ENDED, null, at);
    }
    seq++;
    return accepted(event, StubConsumer.itemOf(event), 1, at);
  }

  private Outcome markBreaking(
      EventEnvelope event, PublicState.Change change, @Nullable Breaking breaking, String at) {
    Item item = items.get(StubConsumer.itemOf(event));
    return change(event, change, next -> item.withBreaking(breaking, next), at);
  }

  private Outcome define(EventEnvelope event, NewsEvent.FeedDefined defined, String at) {
    boolean isNew = seq++ == 0;
    FeedSettings settings = defined.profile().accessOr(access);
    access = settings.access();
    writer.write(
        new PublicFeed(
            feed,
            EPOCH,
            seq,
            isNew ? PublicState.Change.OPENED : PublicState.Change.REVISED,
            PublicFeed.Status.OPEN,
            settings,
            Instant.EPOCH));
    return accepted(event, null, null, at);
  }

  private Outcome publish(EventEnvelope event, NewsEvent.ItemPublished published, String at) {
    Item existing = items.get(published.id());
    if (existing != null) {
      return StubConsumer.rejected(event, at, EPOCH, RejectionReason.EXISTS, existing.version());
    }
    ItemContent content = published.item();
    if (!event.actor().has(Right.PUBLISH)) {
      submitted.put(published.id(), new Submitted(event, published, at));
      return hold(event, published, DeskState.Status.SUBMITTED, at);
    }
    Instant embargo = content.embargoedUntil();
    if (embargo == null || !embargo.isAfter(Instant.now())) {
      return change(event, PublicState.Change.PUBLISHED, next -> first(published, next), at);
    }
    CompletableFuture.delayedExecutor(
            Duration.between(Instant.now(), embargo).toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> endEmbargo(event, published, at));
    return hold(event, published, DeskState.Status.HELD, at);
  }

  private Outcome hold(
      EventEnvelope event, NewsEvent.ItemPublished published, DeskState.Status status, String at) {
    String act = status.name().toLowerCase(Locale.ROOT);
    put(published.id(), status, history(act, 1, null), published.item());
    return unnumbered(event, Outcome.Status.HELD, at);
  }

  private synchronized void endEmbargo(
      EventEnvelope event, NewsEvent.ItemPublished published, String at) {
    writer.write(change(event, PublicState.Change.PUBLISHED, next -> first(published, next), at));
  }

  private Outcome release(EventEnvelope event, ItemId id, String at) {
    Submitted waiting = Objects.requireNonNull(submitted.remove(id));
    Outcome released =
        change(event, PublicState.Change.PUBLISHED, next -> first(waiting.published(), next), at);
    writer.write(accepted(waiting.event(), id, released.version(), waiting.at()));
    return released;
  }

  private Outcome returnToAuthor(EventEnvelope event, NewsEvent.ItemReturned returned, String at) {
    Submitted waiting = Objects.requireNonNull(submitted.remove(returned.id()));
    writer.write(
        StubConsumer.rejected(waiting.event(), waiting.at(), EPOCH, RejectionReason.RETURNED, 1));
    put(
        returned.id(),
        DeskState.Status.RETURNED,
        new DeskState.HistoryEntry(
            "returned", Instant.now(), "/desk/editor", 1, null, returned.note()),
        waiting.published().item());
    return unnumbered(event, Outcome.Status.ACCEPTED, at);
  }

  /** Returns an outcome of the first version that is no change of the feed. */
  private Outcome unnumbered(EventEnvelope event, Outcome.Status status, String at) {
    return Outcome.of(event.id(), status, feed, at)
        .withItem(StubConsumer.itemOf(event), 1)
        .withEpoch(EPOCH);
  }

  private static Item first(NewsEvent.ItemPublished published, long seq) {
    return Item.published(published.id(), seq, dated(published.item(), null));
  }

  private Outcome update(EventEnvelope event, NewsEvent.ItemUpdated updated, String at) {
    Item item = items.get(updated.id());
    if (item == null) {
      return StubConsumer.rejected(event, at, EPOCH, RejectionReason.NO_ITEM, null);
    }
    if (updated.ifVersion() != null && updated.ifVersion() != item.version()) {
      return StubConsumer.rejected(
          event, at, EPOCH, RejectionReason.VERSION_CONFLICT, item.version());
    }
    if (updated.item().equals(item.content())) {
      return Outcome.of(event.id(), Outcome.Status.UNCHANGED, feed, at)
          .withItem(item.id(), item.version())
          .withEpoch(EPOCH);
    }
    Item.DatedContent content = dated(updated.item(), Instant.now());
    return change(event, PublicState.Change.UPDATED, next -> item.revised(content, next), at);
  }

  private static Item.DatedContent dated(ItemContent content, @Nullable Instant updatedAt) {
    Instant now = Instant.now();
    return new Item.DatedContent(content, now.atZone(ZoneOffset.UTC).toLocalDate(), now, updatedAt);
  }

  private Outcome change(
      EventEnvelope event, PublicState.Change change, LongFunction<Item> next, String at) {
    Item item = next.apply(++seq);
    items.put(item.id(), item);
    writer.write(new PublicItem(feed, EPOCH, change, item));
    boolean retracted = item.retracted();
    put(
        item.id(),
        retracted ? DeskState.Status.RETRACTED : DeskState.Status.PUBLISHED,
        history(change.wireName(), item.version(), item.seq()),
        null);
    return accepted(event, item.id(), item.version(), at);
  }

  private static DeskState.HistoryEntry history(String act, int version, @Nullable Long seq) {
    return new DeskState.HistoryEntry(act, Instant.now(), "/desk/editor", version, seq, null);
  }

  private void put(
      ItemId id,
      DeskState.Status status,
      DeskState.HistoryEntry last,
      @Nullable ItemContent content) {
    writer.write(
        new DeskState(
            feed,
            EPOCH,
            id,
            status,
            last.version(),
            null,
            content,
            null,
            List.of(),
            List.of(last),
            null));
  }

  private Outcome accepted(
      EventEnvelope event, @Nullable ItemId item, @Nullable Integer version, String at) {
    return Outcome.of(event.id(), Outcome.Status.ACCEPTED, feed, at)
        .withItem(item, version)
        .withSeqs(seq, seq)
        .withEpoch(EPOCH);
  }
}
