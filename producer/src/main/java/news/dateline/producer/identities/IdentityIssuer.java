package news.dateline.producer.identities;

import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Role;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.RequestHeaders;
import news.dateline.support.token.RandomToken;
import reactor.core.publisher.Mono;

/** Issues and revokes the tokens of identities. Stores only the hash of a token. Thread-safe. */
final class IdentityIssuer {
  /** The ids of accounts of an OpenID provider. */
  private static final Pattern ACCOUNT = Pattern.compile("oidc-[0-9a-f]{40}");

  private final Identities identities;
  private final EventLog log;
  private final Clock clock;

  /** An identity and its new token, whose text is not kept anywhere. */
  record Issued(Identity identity, RandomToken token) {}

  IdentityIssuer(Identities identities, EventLog log, Clock clock) {
    this.identities = identities;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Adds an identity. If one with this id and profile exists, as after a lost response, replaces
   * its token. Fails with a {@link ProblemException} if the profile is invalid or differs from the
   * existing one, or if the identity is revoked, also while its token is issued. A feed need not
   * exist yet: a chief of named feeds may open them.
   */
  Mono<Issued> issue(IdentityId id, IdentityProfile profile) {
    if (profile.name() == null) {
      throw ProblemException.of(new InvalidFieldException("name", "is missing"));
    }
    if (profile.expiresAt() != null && !profile.expiresAt().isAfter(clock.instant())) {
      throw ProblemException.of(new InvalidFieldException("expiresAt", "is not in the future"));
    }
    return identities
        .find(id)
        .doOnNext(existing -> requireSameProfile(existing, profile))
        .map(Identity::issuedAt)
        .defaultIfEmpty(clock.instant())
        .flatMap(
            issuedAt -> {
              RandomToken token = RandomToken.of(id.value());
              Identity identity = Identity.issued(id, profile, token.hash(), issuedAt);
              return append(identity)
                  .then(identities.find(id))
                  .doOnNext(inForce -> requireSameProfile(inForce, profile))
                  .thenReturn(new Issued(identity, token));
            });
  }

  private static void requireSameProfile(Identity existing, IdentityProfile profile) {
    if (existing.revokedAt() != null || !existing.profile().equals(profile)) {
      throw new ProblemException(
              ProblemType.ID_REUSED, "it was used to add the identity " + existing.id())
          .with("field", RequestHeaders.IDEMPOTENCY_KEY);
    }
  }

  /**
   * Revokes an identity's token. Does nothing if it is revoked already. An account of an OpenID
   * provider that has only shown access tokens has no record; it gets a revoked one.
   */
  Mono<Void> revoke(IdentityId id) {
    return change(
        id,
        identity -> identity.revoked(clock.instant()),
        Mono.fromSupplier(() -> account(id))
            .filter(account -> ACCOUNT.matcher(account.id().value()).matches()));
  }

  private Identity account(IdentityId id) {
    IdentityProfile unknown = new IdentityProfile(null, List.of(Role.REPORTER), null, null, null);
    return Identity.issued(id, unknown, RandomToken.hashOf(id.value()), clock.instant());
  }

  /** Erases an identity's name. Does nothing if it is erased already. */
  Mono<Void> eraseName(IdentityId id) {
    return change(id, identity -> identity.erased(clock.instant()), Mono.empty());
  }

  private Mono<Void> change(
      IdentityId id, UnaryOperator<Identity> change, Mono<Identity> ifUnknown) {
    return identities
        .find(id)
        .switchIfEmpty(ifUnknown)
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(ProblemType.NO_IDENTITY, "there is no identity " + id)))
        .filter(identity -> !identity.equals(change.apply(identity)))
        .flatMap(identity -> append(change.apply(identity)))
        // the token must be refused here when the request has been answered
        .then(identities.find(id))
        .then();
  }

  private Mono<Void> append(Identity identity) {
    return EventLog.completed(() -> log.append(identity));
  }
}
