package news.dateline.feedapi.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.support.token.PartnerToken;

/** The partners of topic {@code partners}. One thread applies records; any thread may read. */
public final class Partners {
  private final ConcurrentMap<PartnerId, Partner> byId = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Clock clock;

  Partners(Clock clock) {
    this.clock = clock;
  }

  /** Adds a listener, called on the writer's thread after each record of a partner. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Applies a record. A revocation stays in force, whatever follows it. */
  public void apply(Partner partner) {
    byId.merge(partner.id(), partner, Partner::inForce);
    listeners.forEach(Runnable::run);
  }

  /** Returns the partner with this token, if the token is valid. */
  Optional<Partner> byToken(String token) {
    return PartnerToken.parse(token)
        .flatMap(shown -> find(shown.partner()).filter(shown::belongsTo));
  }

  /** Returns the partner, if its token is valid. */
  Optional<Partner> find(PartnerId id) {
    return Optional.ofNullable(byId.get(id)).filter(known -> known.isValidAt(clock.instant()));
  }

  /** Returns true if the partner equals its present record and its token is valid. */
  boolean isUnchanged(Partner authorized) {
    return find(authorized.id()).filter(authorized::equals).isPresent();
  }
}
