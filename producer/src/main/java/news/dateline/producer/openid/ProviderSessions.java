package news.dateline.producer.openid;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import news.dateline.events.ProviderTokens;
import news.dateline.events.Session;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.security.OpenIdSessions;
import news.dateline.producer.security.SessionCookies;
import news.dateline.support.token.RandomToken;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Opens sessions for editors who have signed in with the provider, and refreshes the provider's
 * tokens before they expire. The name, the roles and the feeds of an editor are stored as an
 * identity on a topic, so that every producer has them. Thread-safe.
 */
final class ProviderSessions implements OpenIdSessions {
  /**
   * Time before the expiry of the tokens at which they are refreshed. A shorter outage of the
   * provider ends no session.
   */
  private static final Duration REFRESH_AHEAD = Duration.ofSeconds(30);

  /** Time in which another producer that has refreshed the tokens has written them to the topic. */
  private static final Duration REREAD_DELAY = Duration.ofSeconds(2);

  private final OpenIdProvider provider;
  private final OpenIdProperties settings;
  private final AccountRecords records;
  private final Clock clock;

  /** Refreshes in progress by session. A refresh token may be valid for one use only. */
  private final Map<UUID, Mono<Session>> refreshing = new ConcurrentHashMap<>();

  ProviderSessions(
      OpenIdProvider provider, OpenIdProperties settings, AccountRecords records, Clock clock) {
    this.provider = provider;
    this.settings = settings;
    this.records = records;
    this.clock = clock;
  }

  /** Opens a session and returns the secret for its cookie. */
  Mono<RandomToken> open(OpenIdProvider.Answer answer) {
    UUID id = UUID.randomUUID();
    RandomToken cookie = RandomToken.of(id.toString());
    Instant now = clock.instant();
    return Mono.fromSupplier(() -> ClaimedAuthor.of(answer.user(), settings))
        .flatMap(author -> records.store(author).thenReturn(author))
        .map(
            author ->
                Session.offered(id, author.id(), author.hash(), cookie.hash(), now)
                    .opened(cookie.hash(), now)
                    .refreshed(sealed(answer, cookie)))
        .flatMap(records::append)
        .thenReturn(cookie);
  }

  private static ProviderTokens sealed(OpenIdProvider.Answer answer, RandomToken cookie) {
    SealedTokens tokens =
        new SealedTokens(answer.refreshToken(), answer.user().getIdToken().getTokenValue());
    return new ProviderTokens(tokens.seal(cookie), answer.expiresAt());
  }

  @Override
  public Mono<Session> confirmed(Session session, RandomToken secret) {
    if (isConfirmed(session)) {
      return Mono.just(session);
    }
    return refreshing
        .computeIfAbsent(
            session.id(),
            id -> refresh(session, secret).doFinally(end -> refreshing.remove(id)).cache())
        .onErrorResume(
            failure -> isBefore(session, clock.instant()) && isUnavailable(failure),
            failure -> Mono.just(session));
  }

  private static boolean isUnavailable(Throwable failure) {
    return failure instanceof ProblemException problem
        && problem.type() == ProblemType.PROVIDER_UNAVAILABLE;
  }

  private boolean isConfirmed(Session session) {
    return isBefore(session, clock.instant().plus(REFRESH_AHEAD));
  }

  private static boolean isBefore(Session session, Instant time) {
    return session.provider() != null && time.isBefore(session.provider().expiresAt());
  }

  private Mono<Session> refresh(Session seen, RandomToken secret) {
    return records
        .findOpen(seen)
        .flatMap(
            session ->
                isConfirmed(session)
                    ? Mono.just(session) // another producer has refreshed the tokens
                    : ask(session, secret)
                        .onErrorResume(ProviderSessions::isWithoutRights, e -> end(session))
                        .onErrorResume(ProviderSessions::isRefusal, e -> refused(session)));
  }

  /**
   * Returns true if the provider has confirmed the account, but it has no role or no feed, or a
   * chief has revoked its identity.
   */
  private static boolean isWithoutRights(Throwable failure) {
    return failure instanceof ProblemException problem
        && problem.type() == ProblemType.ACCOUNT_WITHOUT_RIGHTS;
  }

  private static boolean isRefusal(Throwable failure) {
    return ProviderContact.isAnswer(failure) && !(failure instanceof ProblemException);
  }

  private Mono<Session> ask(Session session, RandomToken secret) {
    String refreshToken = tokens(session, secret).map(SealedTokens::refreshToken).orElse(null);
    // without a refresh token the session ends when its token expires
    return refreshToken == null
        ? isBefore(session, clock.instant()) ? Mono.just(session) : end(session)
        : provider.refresh(refreshToken).flatMap(answer -> confirm(session, secret, answer));
  }

  private Mono<Session> confirm(Session session, RandomToken secret, OpenIdProvider.Answer answer) {
    ClaimedAuthor author = ClaimedAuthor.of(answer.user(), settings);
    return author.id().equals(session.identity())
        ? records.store(author).then(records.append(session.refreshed(sealed(answer, secret))))
        : end(session);
  }

  /**
   * Handles a refresh that the provider has refused. Another producer may have used the refresh
   * token just before, so the session continues until its tokens expire; then it is read again
   * after 2 s, and ends unless another producer has written new tokens.
   */
  private Mono<Session> refused(Session session) {
    return isBefore(session, clock.instant())
        ? Mono.just(session)
        : Mono.delay(REREAD_DELAY)
            .then(records.findOpen(session))
            .flatMap(now -> isBefore(now, clock.instant()) ? Mono.just(now) : end(now));
  }

  private Mono<Session> end(Session session) {
    return records.append(session.ended(clock.instant())).then(Mono.empty());
  }

  @Override
  public Mono<URI> providerLogout(Session session, ServerHttpRequest request) {
    return Mono.justOrEmpty(
            SessionCookies.secret(request).flatMap(secret -> tokens(session, secret)))
        .flatMap(
            tokens ->
                provider
                    .configuration()
                    .flatMap(
                        client ->
                            Mono.justOrEmpty(
                                ProviderLogout.page(client, tokens.idToken(), request.getURI()))))
        // the session of Dateline has already ended
        .onErrorComplete();
  }

  private static Optional<SealedTokens> tokens(Session session, RandomToken secret) {
    return session.provider() == null
        ? Optional.empty()
        : SealedTokens.open(secret, session.provider().sealed());
  }
}
