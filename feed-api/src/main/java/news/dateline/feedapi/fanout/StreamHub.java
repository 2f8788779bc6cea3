package news.dateline.feedapi.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.feedapi.index.ByteSlice;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.Reset;
import org.jspecify.annotations.Nullable;

/** All open streams: those who select the same are a broadcast, and share what they are sent. */
public final class StreamHub {
  private final FeedStore feeds;
  private final StreamProperties settings;
  private final StreamMetrics meters;
  private final Admission admission;
  private final PartnerStreams partnerStreams;
  private final ConcurrentMap<Selection, SharedStream> sharedStreams = new ConcurrentHashMap<>();
  private final ConcurrentMap<FeedId, Set<SharedStream>> byFeed = new ConcurrentHashMap<>();
  private final AtomicInteger filteredStreams = new AtomicInteger();
  private volatile boolean closing;

  StreamHub(FeedStore feeds, StreamProperties settings, StreamMetrics meters, Admission admission) {
    this.feeds = feeds;
    this.settings = settings;
    this.meters = meters;
    this.admission = admission;
    this.partnerStreams = new PartnerStreams(() -> busy("token"), meters);
    feeds.onChange(this::onFeedChanged);
  }

  private void onFeedChanged(FeedId feed) {
    byFeed.getOrDefault(feed, Set.of()).forEach(SharedStream::onFeedChanged);
  }

  /** Lets one in, on its event loop; else says why not, and ends the stream. */
  @Nullable StreamSubscriber join(StreamRequest request, StreamOutput output, Executor loop) {
    Optional<String> refusal = refusal(request);
    if (refusal.isPresent()) {
      refuse(output, refusal.get());
      return null;
    }
    SharedStream sharedStream = enter(request.selection());
    if (sharedStream == null) {
      releaseQuotas(request);
      output.end();
      return null;
    }
    // where it begins may be newer than what the broadcast has come to
    sharedStream.onFeedChanged();
    request.start().resets().forEach(reset -> reset.map(Reset::reason).ifPresent(meters::reset));
    ByteSlice openingEvents = request.start().openingEvents(request.selection(), admission.retry());
    StreamSubscriber subscriber =
        new StreamSubscriber(request, sharedStream.shard(loop), output, openingEvents);
    // the feed may have been closed to everyone since the visit was let in
    if (!sharedStream.latest().indexes().stream().allMatch(request::mayRead)) {
      leave(subscriber);
      output.end();
      return null;
    }
    subscriber.shard().join(subscriber);
    partnerStreams.add(subscriber);
    return subscriber;
  }

  private Optional<String> refusal(StreamRequest request) {
    if (closing) {
      return Optional.of("stopping");
    }
    boolean ordinary =
        request.selection().isPlain() || sharedStreams.containsKey(request.selection());
    if (!ordinary && filteredStreams.get() >= settings.maxDistinctFilters()) {
      return Optional.of("filters");
    }
    if (!admission.enter(request.address())) {
      return Optional.of("limits");
    }
    if (!partnerStreams.enter(request)) {
      admission.leave(request.address());
      return Optional.of("limits");
    }
    return Optional.empty();
  }

  private void releaseQuotas(StreamRequest request) {
    admission.leave(request.address());
    partnerStreams.leave(request);
  }

  private void refuse(StreamOutput output, String reason) {
    EncodedFrames encoded = EncodedFrames.of(busy(reason));
    output.write(encoded);
    encoded.release();
    output.end();
  }

  /** All that is sent where there can be no stream now. */
  ByteSlice busy(String reason) {
    meters.busy(reason);
    return ControlEvents.retry(admission.busyRetry()).and(ControlEvents.busy(reason));
  }

  private @Nullable SharedStream enter(Selection selection) {
    return sharedStreams.compute(
        selection,
        (own, known) -> {
          SharedStream sharedStream = known == null ? open(selection) : known;
          if (sharedStream != null) {
            sharedStream.retain();
          }
          return sharedStream;
        });
  }

  private @Nullable SharedStream open(Selection selection) {
    Optional<List<FeedIndex>> present = selection.present(feeds::find);
    if (present.isEmpty()) {
      return null;
    }
    SharedStream sharedStream = new SharedStream(selection, present.get(), feeds, meters);
    selection.feeds().forEach(feed -> of(feed).add(sharedStream));
    filteredStreams.addAndGet(selection.isPlain() ? 0 : 1);
    return sharedStream;
  }

  private Set<SharedStream> of(FeedId feed) {
    return byFeed.computeIfAbsent(feed, own -> ConcurrentHashMap.newKeySet());
  }

  void leave(StreamSubscriber subscriber) {
    subscriber.shard().leave(subscriber);
    partnerStreams.remove(subscriber);
    releaseQuotas(subscriber.request());
    sharedStreams.computeIfPresent(
        subscriber.request().selection(),
        (selection, sharedStream) -> {
          if (sharedStream.release() > 0) {
            return sharedStream;
          }
          selection.feeds().forEach(feed -> of(feed).remove(sharedStream));
          filteredStreams.addAndGet(selection.isPlain() ? 0 : -1);
          return null;
        });
  }

  /** Sees to it that nobody stays whose token has gone; any thread, at any time. */
  void recheckTokens() {
    partnerStreams.recheckTokens();
  }

  /** Lets nobody in any more. */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  Stream<SharedStream> sharedStreams() {
    return sharedStreams.values().stream();
  }

  Stream<LoopShard> shards() {
    return sharedStreams().flatMap(sharedStream -> sharedStream.shards().stream());
  }
}
