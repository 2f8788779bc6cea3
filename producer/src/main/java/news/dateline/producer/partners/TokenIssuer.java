package news.dateline.producer.partners;

import java.time.Clock;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.PartnerProfile;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.eventlog.Partners;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.RequestHeaders;
import news.dateline.support.token.PartnerToken;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Issues and revokes partner tokens. Stores only the hash of a token. Thread-safe. */
final class TokenIssuer {
  private final Partners partners;
  private final Feeds feeds;
  private final EventLog log;
  private final Clock clock;

  /** A partner and its new token, whose text is not kept anywhere. */
  record Issued(Partner partner, PartnerToken token) {}

  TokenIssuer(Partners partners, Feeds feeds, EventLog log, Clock clock) {
    this.partners = partners;
    this.feeds = feeds;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Adds a partner. If a partner with this id and profile exists, as after a lost response,
   * replaces its token. Fails with a {@link ProblemException} if the profile is invalid, names a
   * feed that does not exist, or differs from the existing partner's, or if the partner is revoked,
   * also while its token is issued.
   */
  Mono<Issued> issue(PartnerId id, PartnerProfile profile) {
    if (profile.expiresAt() != null && !profile.expiresAt().isAfter(clock.instant())) {
      throw ProblemException.of(new InvalidFieldException("expiresAt", "is not in the future"));
    }
    return Flux.fromIterable(profile.feeds())
        .concatMap(this::requireFeed)
        .then(partners.find(id))
        .doOnNext(existing -> requireSameProfile(existing, profile))
        .map(Partner::issuedAt)
        .defaultIfEmpty(clock.instant())
        .flatMap(
            issuedAt -> {
              PartnerToken token = PartnerToken.of(id);
              Partner partner = new Partner(id, profile, token.hash(), issuedAt, null);
              return append(partner)
                  .then(partners.find(id))
                  .doOnNext(inForce -> requireSameProfile(inForce, profile))
                  .thenReturn(new Issued(partner, token));
            });
  }

  private Mono<?> requireFeed(FeedId feed) {
    return feeds
        .require(feed)
        .onErrorMap(
            failure ->
                failure instanceof ProblemException problem
                    && problem.type() == ProblemType.NO_FEED,
            failure ->
                ProblemException.of(
                    new InvalidFieldException(
                        "feeds", "names " + feed + ", which has not been opened")));
  }

  private static void requireSameProfile(Partner existing, PartnerProfile profile) {
    if (existing.revokedAt() != null || !existing.profile().equals(profile)) {
      throw new ProblemException(
              ProblemType.ID_REUSED, "it was used to add the partner " + existing.id())
          .with("field", RequestHeaders.IDEMPOTENCY_KEY);
    }
  }

  /** Revokes a partner's token. Does nothing if it is revoked already. */
  Mono<Void> revoke(PartnerId id) {
    return partners
        .find(id)
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(ProblemType.NO_PARTNER, "there is no partner " + id)))
        .filter(partner -> partner.revokedAt() == null)
        .flatMap(partner -> append(partner.revoked(clock.instant())));
  }

  private Mono<Void> append(Partner partner) {
    return EventLog.completed(() -> log.append(partner));
  }
}
