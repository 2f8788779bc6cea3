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
  private final PartnerStreams guests;
  private final ConcurrentMap<Selection, SharedStream> broadcasts = new ConcurrentHashMap<>();
  private final ConcurrentMap<FeedId, Set<SharedStream>> byFeed = new ConcurrentHashMap<>();
  private final AtomicInteger particular = new AtomicInteger();
  private volatile boolean closing;

  StreamHub(FeedStore feeds, StreamProperties settings, StreamMetrics meters, Admission admission) {
    this.feeds = feeds;
    this.settings = settings;
    this.meters = meters;
    this.admission = admission;
    this.guests = new PartnerStreams(() -> busy("token"), meters);
    feeds.onChange(this::changed);
  }

  private void changed(FeedId feed) {
    byFeed.getOrDefault(feed, Set.of()).forEach(SharedStream::advance);
  }

  /** Lets one in, on its event loop; else says why not, and ends the stream. */
  @Nullable StreamSubscriber join(StreamRequest visit, StreamOutput outlet, Executor loop) {
    Optional<String> refusal = refusal(visit);
    if (refusal.isPresent()) {
      refuse(outlet, refusal.get());
      return null;
    }
    SharedStream broadcast = enter(visit.selection());
    if (broadcast == null) {
      depart(visit);
      outlet.end();
      return null;
    }
    // where it begins may be newer than what the broadcast has come to
    broadcast.advance();
    visit.start().lost().forEach(reset -> reset.map(Reset::reason).ifPresent(meters::reset));
    ByteSlice preface = visit.start().preface(visit.selection(), admission.retry());
    StreamSubscriber follower =
        new StreamSubscriber(visit, broadcast.circle(loop), outlet, preface);
    // the feed may have been closed to everyone since the visit was let in
    if (!broadcast.latest().indexes().stream().allMatch(visit::mayRead)) {
      leave(follower);
      outlet.end();
      return null;
    }
    follower.circle().join(follower);
    guests.add(follower);
    return follower;
  }

  private Optional<String> refusal(StreamRequest visit) {
    if (closing) {
      return Optional.of("stopping");
    }
    boolean ordinary = visit.selection().isPlain() || broadcasts.containsKey(visit.selection());
    if (!ordinary && particular.get() >= settings.selections()) {
      return Optional.of("filters");
    }
    if (!admission.enter(visit.address())) {
      return Optional.of("limits");
    }
    if (!guests.enter(visit)) {
      admission.leave(visit.address());
      return Optional.of("limits");
    }
    return Optional.empty();
  }

  private void depart(StreamRequest visit) {
    admission.leave(visit.address());
    guests.leave(visit);
  }

  private void refuse(StreamOutput outlet, String reason) {
    EncodedFrames parcel = EncodedFrames.of(busy(reason));
    outlet.write(parcel);
    parcel.release();
    outlet.end();
  }

  /** All that is sent where there can be no stream now. */
  ByteSlice busy(String reason) {
    meters.busy(reason);
    return ControlEvents.retry(admission.busyRetry()).and(ControlEvents.busy(reason));
  }

  private @Nullable SharedStream enter(Selection selection) {
    return broadcasts.compute(
        selection,
        (own, known) -> {
          SharedStream broadcast = known == null ? open(selection) : known;
          if (broadcast != null) {
            broadcast.entered();
          }
          return broadcast;
        });
  }

  private @Nullable SharedStream open(Selection selection) {
    Optional<List<FeedIndex>> present = selection.present(feeds::find);
    if (present.isEmpty()) {
      return null;
    }
    SharedStream broadcast = new SharedStream(selection, present.get(), feeds, meters);
    selection.feeds().forEach(feed -> of(feed).add(broadcast));
    particular.addAndGet(selection.isPlain() ? 0 : 1);
    return broadcast;
  }

  private Set<SharedStream> of(FeedId feed) {
    return byFeed.computeIfAbsent(feed, own -> ConcurrentHashMap.newKeySet());
  }

  void leave(StreamSubscriber follower) {
    follower.circle().leave(follower);
    guests.remove(follower);
    depart(follower.visit());
    broadcasts.computeIfPresent(
        follower.visit().selection(),
        (selection, broadcast) -> {
          if (broadcast.left() > 0) {
            return broadcast;
          }
          selection.feeds().forEach(feed -> of(feed).remove(broadcast));
          particular.addAndGet(selection.isPlain() ? 0 : -1);
          return null;
        });
  }

  /** Sees to it that nobody stays whose token has gone; any thread, at any time. */
  void review() {
    guests.review();
  }

  /** Lets nobody in any more. */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  Stream<SharedStream> broadcasts() {
    return broadcasts.values().stream();
  }

  Stream<LoopShard> circles() {
    return broadcasts().flatMap(broadcast -> broadcast.circles().stream());
  }
}
