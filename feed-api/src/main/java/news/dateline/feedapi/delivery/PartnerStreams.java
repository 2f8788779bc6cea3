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
  private final Supplier<ByteSlice> dismissal;
  private final StreamMetrics meters;
  private final ConcurrentMap<PartnerId, PartnerUsage> parties = new ConcurrentHashMap<>();

  /** The streams of one partner. */
  static final class PartnerUsage {
    private final AtomicInteger open = new AtomicInteger();
    private final Set<StreamSubscriber> followers = ConcurrentHashMap.newKeySet();

    int open() {
      return open.get();
    }

    /** How many changes the stream lacks that lacks most; as it was found last. */
    long lag() {
      return followers.stream().mapToLong(StreamSubscriber::lag).max().orElse(0);
    }
  }

  /**
   * @param dismissal the last that one is told whose token has gone
   */
  PartnerStreams(Supplier<ByteSlice> dismissal, StreamMetrics meters) {
    this.dismissal = dismissal;
    this.meters = meters;
  }

  private Optional<PartnerUsage> party(StreamRequest visit) {
    return Optional.ofNullable(visit.guest())
        .map(guest -> parties.computeIfAbsent(guest.partner().id(), this::begin));
  }

  private PartnerUsage begin(PartnerId partner) {
    PartnerUsage party = new PartnerUsage();
    meters.partner(partner, party);
    return party;
  }

  /** Counts one more; false where its partner has as many as it may. */
  boolean enter(StreamRequest visit) {
    PartnerGrant guest = visit.guest();
    if (guest == null || party(visit).orElseThrow().open.incrementAndGet() <= guest.mostStreams()) {
      return true;
    }
    leave(visit);
    return false;
  }

  void leave(StreamRequest visit) {
    party(visit).ifPresent(party -> party.open.decrementAndGet());
  }

  /** Looks after one that has joined. */
  void add(StreamSubscriber follower) {
    party(follower.visit()).ifPresent(party -> add(follower, party));
  }

  private void add(StreamSubscriber follower, PartnerUsage party) {
    party.followers.add(follower);
    // once here, for its token may have gone while it was on its way
    review(follower);
  }

  void remove(StreamSubscriber follower) {
    party(follower.visit()).ifPresent(party -> party.followers.remove(follower));
  }

  /** Ends the streams whose token has gone, and finds out how far the others are behind. */
  void review() {
    parties.values().forEach(party -> party.followers.forEach(this::review));
  }

  private void review(StreamSubscriber follower) {
    follower.circle().run(() -> onLoop(follower));
  }

  private void onLoop(StreamSubscriber follower) {
    PartnerGrant guest = follower.visit().guest();
    if (guest == null || !follower.isIn()) {
      return;
    }
    if (guest.good().getAsBoolean()) {
      follower.measure();
    } else {
      follower.end(dismissal.get());
    }
  }
}
