package news.dateline.producer.editorial;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.Presence;
import news.dateline.events.PublicFeed;
import news.dateline.events.Reach;
import news.dateline.producer.eventlog.EditorialItems;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.eventlog.Presences;
import news.dateline.producer.eventlog.ReachReports;
import news.dateline.producer.eventlog.RecentItems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The open streams of the desk. A stream begins with the feed, the reach of its replicas, who edits
 * what and its recent items, then an event {@code ready}, and goes on with what changes. A
 * subscriber that lags by {@link #MAX_QUEUED} events is ended; it connects again and begins anew.
 * Thread-safe.
 */
final class DeskStreams implements ApplicationListener<ContextClosedEvent> {
  private static final int MAX_QUEUED = 256;
  static final int MAX_STREAMS = 1_000;
  static final int MAX_STREAMS_PER_AUTHOR = 20;
  private static final ServerSentEvent<String> READY = event("ready", "{}");

  private final Sources sources;

  /** Guarded by this. */
  private final Map<String, Set<Sinks.Many<ServerSentEvent<String>>>> open = new HashMap<>();

  /** The number of open streams by author. Guarded by this. */
  private final Map<IdentityId, Integer> counts = new HashMap<>();

  /** Held while events are sent. Event loops never wait for it. */
  private final Object sending = new Object();

  DeskStreams(Sources sources) {
    this.sources = sources;
  }

  /** What the streams send. */
  record Sources(
      Feeds feeds,
      RecentItems items,
      ReachReports reach,
      Presences presences,
      Identities identities) {}

  /**
   * The event {@code presence}: an editor has an item in the form of the desk.
   *
   * @param name null if the editor has none
   */
  private record PresenceEvent(
      FeedId feed, ItemId item, IdentityId editor, @Nullable String name, Instant since) {}

  private record FeedEvent(
      FeedId feed, String epoch, @JsonUnwrapped FeedSettings profile, PublicFeed.Status status) {}

  /** Returns false if the author, or all authors together, have as many streams as they may. */
  synchronized boolean mayOpen(IdentityId author) {
    return counts.getOrDefault(author, 0) < MAX_STREAMS_PER_AUTHOR
        && counts.values().stream().mapToInt(Integer::intValue).sum() < MAX_STREAMS;
  }

  /**
   * Returns the events of a feed from now on. Each subscription is a stream of its own, and ends at
   * once if the author may not open one more.
   */
  Flux<ServerSentEvent<String>> of(FeedId feed, IdentityId author) {
    return Flux.defer(
        () -> {
          Sinks.Many<ServerSentEvent<String>> live =
              Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(MAX_QUEUED));
          // before the first items are read, so that no change is missed between them
          return add(feed, author, live)
              ? Flux.concat(recent(feed), live.asFlux())
                  .doFinally(end -> remove(feed, author, live))
              : Flux.empty();
        });
  }

  private Flux<ServerSentEvent<String>> recent(FeedId feed) {
    Flux<ServerSentEvent<String>> recentItems =
        Flux.defer(() -> Flux.fromIterable(sources.items().keys(feed)))
            .flatMapIterable(key -> sources.items().find(feed, key).stream().toList())
            .map(found -> itemEvent(feed, found));
    Flux<ServerSentEvent<String>> replicas =
        Flux.defer(() -> Flux.fromIterable(sources.reach().of(feed))).map(DeskStreams::reachEvent);
    Flux<ServerSentEvent<String>> editors =
        Flux.defer(() -> Flux.fromIterable(sources.presences().of(feed))).map(this::presenceEvent);
    return Flux.concat(
            Flux.fromStream(() -> feedEvent(feed).stream()), replicas, editors, recentItems)
        .concatWithValues(READY)
        .subscribeOn(Schedulers.parallel());
  }

  /**
   * Sends a change to the streams of its feed.
   *
   * @param key {@code feed} or {@code feed/item}
   */
  void onChange(String key) {
    int slash = key.indexOf('/');
    String name = slash < 0 ? key : key.substring(0, slash);
    if (hasStreams(name)) {
      FeedId feed = new FeedId(name);
      Optional<ServerSentEvent<String>> event =
          slash < 0
              ? feedEvent(feed)
              : sources
                  .items()
                  .find(feed, key)
                  .filter(EditorialItems.EditorialItem::isComplete)
                  .map(found -> itemEvent(feed, found));
      event.ifPresent(change -> emit(feed, change));
    }
  }

  /** Sends what a replica has reported to the streams of its feed. */
  void onReach(Reach report) {
    if (hasStreams(report.feed().value())) {
      emit(report.feed(), reachEvent(report));
    }
  }

  private static ServerSentEvent<String> reachEvent(Reach report) {
    return event("reach", json(report));
  }

  /** Sends who edits an item to the streams of its feed. */
  void onPresence(Presence presence) {
    if (hasStreams(presence.feed().value())) {
      emit(presence.feed(), presenceEvent(presence));
    }
  }

  private ServerSentEvent<String> presenceEvent(Presence presence) {
    String name = sources.identities().name(presence.editor()).orElse(null);
    return event(
        "presence",
        json(
            new PresenceEvent(
                presence.feed(), presence.item(), presence.editor(), name, presence.since())));
  }

  private Optional<ServerSentEvent<String>> feedEvent(FeedId feed) {
    return sources
        .feeds()
        .lastRead(feed)
        .map(known -> new FeedEvent(feed, known.epoch(), known.profile(), known.status()))
        .map(known -> event("feed", json(known)));
  }

  private ServerSentEvent<String> itemEvent(FeedId feed, EditorialItems.EditorialItem found) {
    return event("item", json(ItemResponse.of(feed, found, sources.identities())));
  }

  private static ServerSentEvent<String> event(String name, String data) {
    return ServerSentEvent.builder(data).event(name).build();
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }

  private synchronized boolean hasStreams(String feed) {
    return open.containsKey(feed);
  }

  /** Several threads read topics, and a sink takes events of one thread at a time. */
  private void emit(FeedId feed, ServerSentEvent<String> event) {
    List<Sinks.Many<ServerSentEvent<String>>> streams = streams(feed.value());
    synchronized (sending) {
      for (Sinks.Many<ServerSentEvent<String>> live : streams) {
        if (live.tryEmitNext(event).isFailure()) {
          live.tryEmitComplete();
        }
      }
    }
  }

  private synchronized List<Sinks.Many<ServerSentEvent<String>>> streams(String feed) {
    return List.copyOf(open.getOrDefault(feed, Set.of()));
  }

  private synchronized boolean add(
      FeedId feed, IdentityId author, Sinks.Many<ServerSentEvent<String>> live) {
    if (!mayOpen(author)) {
      return false;
    }
    counts.merge(author, 1, Integer::sum);
    return open.computeIfAbsent(feed.value(), first -> new HashSet<>()).add(live);
  }

  private synchronized void remove(
      FeedId feed, IdentityId author, Sinks.Many<ServerSentEvent<String>> live) {
    counts.computeIfPresent(author, (id, count) -> count == 1 ? null : count - 1);
    Set<Sinks.Many<ServerSentEvent<String>>> others = open.get(feed.value());
    if (others != null && others.remove(live) && others.isEmpty()) {
      open.remove(feed.value());
    }
  }

  /** Ends all streams, because the web server waits for open requests when it stops. */
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    List<String> feedIds;
    synchronized (this) {
      feedIds = List.copyOf(open.keySet());
    }
    synchronized (sending) {
      feedIds.forEach(feed -> streams(feed).forEach(Sinks.Many::tryEmitComplete));
    }
  }
}
