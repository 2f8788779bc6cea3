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
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/**
 * Opens sessions for editors who have signed in with the provider, and asks it again before its
 * tokens expire. Name, roles and feeds are an identity, so that every producer knows them.
 * Thread-safe.
 */
final class ProviderSessions implements OpenIdSessions {
  /** While the provider is away for less than this, nobody notices. */
  private static final Duration REFRESH_AHEAD = Duration.ofSeconds(30);

  private final OpenIdProvider provider;
  private final OpenIdProperties settings;
  private final AccountRecords records;
  private final Clock clock;

  /** A refresh token may be good for one use, so requests at the same time share it. */
  private final Map<UUID, Mono<Session>> refreshing = new ConcurrentHashMap<>();

  ProviderSessions(
      OpenIdProvider provider, OpenIdProperties settings, AccountRecords records, Clock clock) {
    this.provider = provider;
    this.settings = settings;
    this.records = records;
    this.clock = clock;
  }

  /** Opens a session. Returns the secret for its cookie. */
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
                    ? Mono.just(session) // another producer has asked
                    : ask(session, secret).onErrorResume(this::isRefusal, e -> refused(session)));
  }

  /** What the claims lack, such as a role, refuses the session like the provider itself. */
  private boolean isRefusal(Throwable failure) {
    boolean forbidden =
        failure instanceof ProblemException problem && problem.type() == ProblemType.FORBIDDEN;
    return forbidden
        || (ProviderContact.isAnswer(failure) && !(failure instanceof ProblemException));
  }

  private Mono<Session> ask(Session session, RandomToken secret) {
    return Mono.justOrEmpty(tokens(session, secret).map(SealedTokens::refreshToken))
        .flatMap(provider::refresh)
        .flatMap(
            answer -> {
              ClaimedAuthor author = ClaimedAuthor.of(answer.user(), settings);
              Session refreshed = session.refreshed(sealed(answer, secret));
              return author.id().equals(session.identity())
                  ? records.store(author).then(records.append(refreshed))
                  : Mono.<Session>empty();
            })
        .switchIfEmpty(Mono.defer(() -> withoutRefresh(session)));
  }

  /** Without a refresh token the session ends with its token. */
  private Mono<Session> withoutRefresh(Session session) {
    return isBefore(session, clock.instant()) ? Mono.just(session) : refused(session);
  }

  /** Ends the session, unless another producer was faster with the refresh token. */
  private Mono<Session> refused(Session session) {
    return records
        .findOpen(session)
        .flatMap(
            now ->
                isConfirmed(now) ? Mono.just(now) : records.append(session.ended(clock.instant())))
        .filter(now -> now.isOpenAt(clock.instant()));
  }

  @Override
  public Mono<URI> providerLogout(Session session, ServerHttpRequest request) {
    return Mono.justOrEmpty(
            SessionCookies.secret(request).flatMap(secret -> tokens(session, secret)))
        .flatMap(
            tokens ->
                provider
                    .findByRegistrationId(OpenIdProvider.ID)
                    .flatMap(client -> Mono.justOrEmpty(logout(client, tokens, request))))
        // the session here has ended all the same
        .onErrorComplete(ProviderSessions::isUnavailable);
  }

  private static Optional<URI> logout(
      ClientRegistration client, SealedTokens tokens, ServerHttpRequest request) {
    Object page =
        client.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
    String redirect = String.valueOf(client.getRedirectUri());
    // an address of the settings, unlike the template of the default, has the desk's host
    URI desk = redirect.startsWith("{") ? request.getURI() : URI.create(redirect);
    return Optional.ofNullable(page)
        .map(
            endpoint ->
                UriComponentsBuilder.fromUriString(String.valueOf(endpoint))
                    .queryParam("id_token_hint", tokens.idToken())
                    .queryParam("client_id", "{client}")
                    .queryParam("post_logout_redirect_uri", "{desk}")
                    .encode()
                    .buildAndExpand(client.getClientId(), desk.resolve("/"))
                    .toUri());
  }

  private static Optional<SealedTokens> tokens(Session session, RandomToken secret) {
    return session.provider() == null
        ? Optional.empty()
        : SealedTokens.open(secret, session.provider().sealed());
  }
}
