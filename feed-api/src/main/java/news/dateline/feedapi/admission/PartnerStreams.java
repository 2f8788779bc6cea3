package news.dateline.feedapi.delivery;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import news.dateline.events.PartnerId;
import news.dateline.feedapi.index.ByteSlice;

/** The partners' open streams: how many each has, how far they are behind, whether they may be. */
final class PartnerStreams {
  private final Supplier<ByteSlice> revokedEvents;
  private final StreamMetrics meters;
  private final ConcurrentMap<PartnerId, PartnerUsage> usages = new ConcurrentHashMap<>();

  /** The streams of one partner. */
  static final class PartnerUsage {
    private final AtomicInteger open = new AtomicInteger();
    private final Set<StreamSubscriber> subscribers = ConcurrentHashMap.newKeySet();

    int open() {
      return open.get();
    }

    /** How many changes the stream lacks that lacks most; as it was found last. */
    long lag() {
      return subscribers.stream().mapToLong(StreamSubscriber::lag).max().orElse(0);
    }
  }

  /**
   * @param revokedEvents the last that one is told whose token has gone
   */
  PartnerStreams(Supplier<ByteSlice> revokedEvents, StreamMetrics meters) {
    this.revokedEvents = revokedEvents;
    this.meters = meters;
  }

  private Optional<PartnerUsage> usage(StreamRequest request) {
    return Optional.ofNullable(request.grant())
        .map(grant -> usages.computeIfAbsent(grant.partner().id(), this::begin));
  }

  private PartnerUsage begin(PartnerId partner) {
    PartnerUsage usage = new PartnerUsage();
    meters.partner(partner, usage);
    return usage;
  }

  /** Counts one more; false where its partner has as many as it may. */
  boolean enter(StreamRequest request) {
    PartnerGrant grant = request.grant();
    if (grant == null
        || usage(request).orElseThrow().open.incrementAndGet() <= grant.mostStreams()) {
      return true;
    }
    leave(request);
    return false;
  }

  void leave(StreamRequest request) {
    usage(request).ifPresent(usage -> usage.open.decrementAndGet());
  }

  /** Looks after one that has joined. */
  void add(StreamSubscriber subscriber) {
    usage(subscriber.request()).ifPresent(usage -> add(subscriber, usage));
  }

  private void add(StreamSubscriber subscriber, PartnerUsage usage) {
    usage.subscribers.add(subscriber);
    // once here, for its token may have gone while it was on its way
    recheckTokens(subscriber);
  }

  void remove(StreamSubscriber subscriber) {
    usage(subscriber.request()).ifPresent(usage -> usage.subscribers.remove(subscriber));
  }

  /** Ends the streams whose token has gone, and finds out how far the others are behind. */
  void recheckTokens() {
    usages.values().forEach(usage -> usage.subscribers.forEach(this::recheckTokens));
  }

  private void recheckTokens(StreamSubscriber subscriber) {
    subscriber.shard().run(() -> onLoop(subscriber));
  }

  private void onLoop(StreamSubscriber subscriber) {
    PartnerGrant grant = subscriber.request().grant();
    if (grant == null || !subscriber.isIn()) {
      return;
    }
    if (grant.stillValid().getAsBoolean()) {
      subscriber.measure();
    } else {
      subscriber.end(revokedEvents.get());
    }
  }
}
