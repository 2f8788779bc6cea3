package news.dateline.feedapi.fanout;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.feedapi.admission.Admission;
import news.dateline.feedapi.admission.PartnerGrant;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.sse.BusyReason;
import news.dateline.feedapi.sse.ByteSlice;
import news.dateline.feedapi.sse.ControlEvents;
import news.dateline.feedapi.sse.Reset;
import org.jspecify.annotations.Nullable;

/** Holds all open streams. Subscribers with equal selections share one stream. Thread-safe. */
public final class StreamHub {
  private final FeedStore feeds;
  private final StreamProperties settings;
  private final Admission admission;
  private final StreamMetrics metrics;
  private final ConcurrentMap<Selection, SharedStream> sharedStreams = new ConcurrentHashMap<>();
  private final ConcurrentMap<FeedId, Set<SharedStream>> byFeed = new ConcurrentHashMap<>();
  private final AtomicInteger filteredStreams = new AtomicInteger();
  private volatile Consumer<Map<FeedId, StreamCounts.FeedCount>> onCount = counts -> {};
  private volatile boolean closing;

  public StreamHub(
      FeedStore feeds, StreamProperties settings, Admission admission, MeterRegistry meters) {
    this.feeds = feeds;
    this.settings = settings;
    this.admission = admission;
    this.metrics = new StreamMetrics(meters, admission::open);
    feeds.onChange(this::onFeedChanged);
  }

  /**
   * Sets the listener that is called about once a second with the open streams of each feed that
   * has any. It is called on an event loop and must not block.
   */
  public void onCount(Consumer<Map<FeedId, StreamCounts.FeedCount>> listener) {
    onCount = listener;
  }

  /** Returns a new count, complete when so many shards have added their streams. */
  StreamCounts newCounts(int shards) {
    return new StreamCounts(feeds, shards, onCount);
  }

  private void onFeedChanged(FeedId feed) {
    byFeed.getOrDefault(feed, Set.of()).forEach(SharedStream::refresh);
  }

  /**
   * Registers the subscriber. If a limit is reached, or the client may not read the feed any more,
   * writes a {@code busy} event, ends the stream and returns null. Call it on the connection's
   * event loop.
   */
  public @Nullable StreamSubscriber join(
      StreamRequest request, StreamOutput output, Executor loop) {
    Optional<BusyReason> rejection = tryAdmit(request);
    if (rejection.isPresent()) {
      return end(output, busy(rejection.get()));
    }
    SharedStream sharedStream = retainStream(request.selection());
    if (sharedStream == null) {
      releaseQuotas(request);
      output.end();
      return null;
    }
    // the start may be newer than the latest batch
    sharedStream.refresh();
    request.start().resets().forEach(r -> r.map(Reset::reason).ifPresent(metrics::reset));
    LoopShard shard = sharedStream.shard(loop);
    StreamSubscriber subscriber = new StreamSubscriber(request, shard, output);
    // a feed may have been closed to the public since the request was authorized
    if (!subscriber.mayRead(sharedStream.latest()) || !shard.join(subscriber, admission.retry())) {
      leave(subscriber);
      return end(output, busy(BusyReason.RESTRICTED));
    }
    watchPartner(subscriber);
    return subscriber;
  }

  private static @Nullable StreamSubscriber end(StreamOutput output, ByteSlice closingEvents) {
    EncodedFrames encoded = EncodedFrames.of(closingEvents);
    output.write(encoded);
    encoded.release();
    output.end();
    return null;
  }

  private Optional<BusyReason> tryAdmit(StreamRequest request) {
    if (closing) {
      return Optional.of(BusyReason.STOPPING);
    }
    Selection selection = request.selection();
    boolean known = selection.isPlain() || sharedStreams.containsKey(selection);
    if (!known && filteredStreams.get() >= settings.maxDistinctFilters()) {
      return Optional.of(BusyReason.FILTERS);
    }
    return admission.tryAcquire(request.address(), request.grant())
        ? Optional.empty()
        : Optional.of(BusyReason.LIMITS);
  }

  private void releaseQuotas(StreamRequest request) {
    admission.release(request.address(), request.grant());
  }

  private void watchPartner(StreamSubscriber subscriber) {
    PartnerGrant grant = subscriber.request().grant();
    if (grant != null) {
      admission.addLag(grant, subscriber);
      // the token may have been revoked between the authorization and joining
      subscriber.shard().run(() -> subscriber.recheckToken(this::revokedEvents));
    }
  }

  /** Encodes the events for a client that is turned away, and counts the rejection. */
  public ByteSlice busy(BusyReason reason) {
    metrics.rejected(reason);
    boolean elsewhere = reason == BusyReason.STOPPING || reason == BusyReason.KAFKA_AWAY;
    Duration retry = elsewhere ? admission.otherReplicaRetry() : admission.busyRetry();
    return ControlEvents.retry(retry).and(ControlEvents.busy(reason));
  }

  private ByteSlice revokedEvents() {
    return busy(BusyReason.TOKEN);
  }

  private @Nullable SharedStream retainStream(Selection selection) {
    return sharedStreams.compute(
        selection,
        (key, known) -> {
          SharedStream sharedStream = known == null ? open(selection) : known;
          if (sharedStream != null) {
            sharedStream.retain();
          }
          return sharedStream;
        });
  }

  private @Nullable SharedStream open(Selection selection) {
    Optional<List<FeedIndex>> indexes = selection.indexes(feeds::find);
    if (indexes.isEmpty()) {
      return null;
    }
    SharedStream.Context context =
        new SharedStream.Context(feeds, metrics, () -> busy(BusyReason.RESTRICTED));
    SharedStream sharedStream = new SharedStream(selection, indexes.get(), context);
    selection.feeds().forEach(feed -> of(feed).add(sharedStream));
    filteredStreams.addAndGet(selection.isPlain() ? 0 : 1);
    return sharedStream;
  }

  private Set<SharedStream> of(FeedId feed) {
    return byFeed.computeIfAbsent(feed, key -> ConcurrentHashMap.newKeySet());
  }

  /** Counts a subscriber whose client takes no byte, and closes its connection or stream. */
  public void closeSlow(StreamSubscriber subscriber) {
    metrics.slowClosed();
    subscriber.output().abort();
  }

  /** Removes the subscriber. Call it once, on the connection's event loop. */
  public void leave(StreamSubscriber subscriber) {
    StreamRequest request = subscriber.request();
    subscriber.shard().leave(subscriber);
    if (request.grant() != null) {
      admission.removeLag(request.grant(), subscriber);
    }
    releaseQuotas(request);
    sharedStreams.computeIfPresent(
        request.selection(),
        (selection, sharedStream) -> {
          if (sharedStream.release() > 0) {
            return sharedStream;
          }
          selection.feeds().forEach(feed -> of(feed).remove(sharedStream));
          filteredStreams.addAndGet(selection.isPlain() ? 0 : -1);
          return null;
        });
  }

  /** Ends the streams of partners whose token was revoked or has expired; measures their lag. */
  public void recheckTokens() {
    shards().forEach(shard -> shard.recheckTokens(this::revokedEvents));
  }

  /** Rejects all further streams. */
  void close() {
    closing = true;
  }

  /** Returns true once the replica shuts down. */
  public boolean isClosing() {
    return closing;
  }

  StreamMetrics metrics() {
    return metrics;
  }

  Stream<SharedStream> sharedStreams() {
    return sharedStreams.values().stream();
  }

  Stream<LoopShard> shards() {
    return sharedStreams().flatMap(sharedStream -> sharedStream.shards().stream());
  }
}
