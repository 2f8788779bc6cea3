package news.dateline.feedapi.delivery;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import news.dateline.events.PartnerId;
import news.dateline.feedapi.index.Slice;

/** The partners' open streams: how many each has, how far they are behind, whether they may be. */
final class Guests {
  private final Supplier<Slice> dismissal;
  private final DeliveryMeters meters;
  private final ConcurrentMap<PartnerId, Party> parties = new ConcurrentHashMap<>();

  /** The streams of one partner. */
  static final class Party {
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

    int open() {
      return open.get();
    }

    /** How many changes the stream lacks that lacks most; as it was found last. */
    long lag() {
      return followers.stream().mapToLong(Follower::lag).max().orElse(0);
    }
  }

  /**
   * @param dismissal the last that one is told whose token has gone
   */
  Guests(Supplier<Slice> dismissal, DeliveryMeters meters) {
    this.dismissal = dismissal;
    this.meters = meters;
  }

  private Optional<Party> party(Visit visit) {
    return Optional.ofNullable(visit.guest())
        .map(guest -> parties.computeIfAbsent(guest.partner().id(), this::begin));
  }

  private Party begin(PartnerId partner) {
    Party party = new Party();
    meters.partner(partner, party);
    return party;
  }

  /** Counts one more; false where its partner has as many as it may. */
  boolean enter(Visit visit) {
    Guest guest = visit.guest();
    if (guest == null || party(visit).orElseThrow().open.incrementAndGet() <= guest.mostStreams()) {
      return true;
    }
    leave(visit);
    return false;
  }

  void leave(Visit visit) {
    party(visit).ifPresent(party -> party.open.decrementAndGet());
  }

  /** Looks after one that has joined. */
  void add(Follower follower) {
    party(follower.visit()).ifPresent(party -> add(follower, party));
  }

  private void add(Follower follower, Party party) {
    party.followers.add(follower);
    // once here, for its token may have gone while it was on its way
    review(follower);
  }

  void remove(Follower follower) {
    party(follower.visit()).ifPresent(party -> party.followers.remove(follower));
  }

  /** Ends the streams whose token has gone, and finds out how far the others are behind. */
  void review() {
    parties.values().forEach(party -> party.followers.forEach(this::review));
  }

  private void review(Follower follower) {
    follower.circle().run(() -> onLoop(follower));
  }

  private void onLoop(Follower follower) {
    Guest guest = follower.visit().guest();
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
