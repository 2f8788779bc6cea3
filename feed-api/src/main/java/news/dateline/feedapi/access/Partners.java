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

/** The partners as {@code partners} has them. One thread applies records, everyone asks. */
public final class Partners {
  private final ConcurrentMap<PartnerId, Partner> byId = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Clock clock;

  public Partners(Clock clock) {
    this.clock = clock;
  }

  /** Calls back, on the writer's thread, after a partner has come, changed or lost its token. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  public void apply(Partner partner) {
    byId.put(partner.id(), partner);
    listeners.forEach(Runnable::run);
  }

  /** The partner whose token this is, as long as it is good. */
  Optional<Partner> of(String token) {
    return PartnerToken.parse(token).flatMap(shown -> find(shown.partner()).filter(shown::isOf));
  }

  /** The partner, if its token is good. */
  Optional<Partner> find(PartnerId id) {
    return Optional.ofNullable(byId.get(id)).filter(known -> known.isGood(clock.instant()));
  }

  /** Whether nothing has been taken from the partner since it was let in. */
  public boolean isUnchanged(Partner letIn) {
    return find(letIn.id()).filter(letIn::equals).isPresent();
  }
}
