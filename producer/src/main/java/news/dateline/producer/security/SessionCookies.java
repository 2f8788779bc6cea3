package news.dateline.producer.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import news.dateline.events.Session;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.token.RandomToken;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Authenticates a request without an {@code Authorization} header by the cookie of a session. A
 * request with an unsafe method (RFC 9110, section 9.2.1) also needs the CSRF token of the session.
 * Thread-safe.
 */
public final class SessionCookies implements ServerAuthenticationConverter {
  private static final String COOKIE = "dateline-session";
  private static final String CSRF_HEADER = "X-CSRF-Token";

  /** The parameter in the header {@code Forwarded} of a proxy that ends TLS (RFC 7239). */
  private static final Pattern PROTO_HTTPS = Pattern.compile("(?i)\\bproto=\"?https\\b");

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

  private final Authors authors;
  private final OpenSessions sessions;
  private final ClientAddresses addresses;
  private final AttemptLimit limit;

  SessionCookies(
      Authors authors, OpenSessions sessions, ClientAddresses addresses, AttemptLimit limit) {
    this.authors = authors;
    this.sessions = sessions;
    this.addresses = addresses;
    this.limit = limit;
  }

  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    if (request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
      return Mono.empty();
    }
    return Mono.justOrEmpty(secret(request)).flatMap(token -> authenticate(token, request));
  }

  /** Returns the secret in the cookie of the request. The secret has not been checked. */
  public static Optional<RandomToken> secret(ServerHttpRequest request) {
    return Optional.ofNullable(request.getCookies().getFirst(COOKIE))
        .flatMap(cookie -> RandomToken.parse(cookie.getValue()));
  }

  /** Without an author, open routes are served and all others are refused. */
  private Mono<Authentication> authenticate(RandomToken token, ServerHttpRequest request) {
    return limit
        .attempt(addresses.of(request), token.hash(), () -> find(token))
        .onErrorResume(problem -> opensSession(request) ? Mono.empty() : Mono.error(problem))
        .map(
            author -> {
              requireFromDesk(request, token);
              return author;
            });
  }

  /**
   * Returns true for the request that opens a session. It needs no author, so an old cookie that
   * cannot be checked, or an address that has failed too often, must not prevent it.
   */
  private static boolean opensSession(ServerHttpRequest request) {
    return request.getMethod().equals(HttpMethod.POST)
        && request.getPath().value().equals("/sessions");
  }

  private Mono<EditorAuthentication> find(RandomToken token) {
    return sessions
        .find(token)
        .flatMap(
            session ->
                Mono.justOrEmpty(
                    authors
                        .find(session.identity(), session.issuer())
                        .map(author -> author.in(session, csrfToken(token)))));
  }

  /**
   * Throws a {@link ProblemException} if a request with an unsafe method lacks the CSRF token.
   * Another site can make the browser send the cookie, but does not know this token.
   */
  private static void requireFromDesk(ServerHttpRequest request, RandomToken token) {
    String given = request.getHeaders().getFirst(CSRF_HEADER);
    boolean fromDesk =
        given != null
            && MessageDigest.isEqual(given.getBytes(UTF_8), csrfToken(token).getBytes(UTF_8));
    if (!SAFE.contains(request.getMethod()) && !fromDesk) {
      throw new ProblemException(
          ProblemType.CSRF, "send the header " + CSRF_HEADER + " with the token of GET /session");
    }
  }

  /** Returns the CSRF token of a session. */
  public static String csrfToken(RandomToken session) {
    return RandomToken.hashOf("csrf " + session.text());
  }

  /**
   * Returns the cookie of a session that this request has opened. If the request came over TLS, the
   * browser sends the cookie over TLS only. The address of the request may present the cookie even
   * if it has failed too often.
   */
  public ResponseCookie issue(ServerHttpRequest request, RandomToken secret) {
    limit.exempt(addresses.of(request), secret.hash());
    return cookie(request, COOKIE, secret.text(), Session.LIFETIME).path("/").build();
  }

  /** Returns a cookie that deletes the session's cookie in the browser. */
  public static ResponseCookie removal(ServerHttpRequest request) {
    return cookie(request, COOKIE, "", Duration.ZERO).path("/").build();
  }

  /** Returns a cookie that no script can read and that no form of another site sends. */
  public static ResponseCookie.ResponseCookieBuilder cookie(
      ServerHttpRequest request, String name, String value, Duration lifetime) {
    return ResponseCookie.from(name, value)
        .maxAge(lifetime)
        .httpOnly(true)
        .sameSite("Lax")
        .secure(isSecure(request));
  }

  /**
   * Returns true if the client has used TLS. The headers of every proxy are trusted for this,
   * because a client that forges them affects only its own cookie.
   */
  private static boolean isSecure(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    return request.getSslInfo() != null
        || headers.getOrEmpty("X-Forwarded-Proto").stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("https"))
        || headers.getOrEmpty("Forwarded").stream()
            .anyMatch(value -> PROTO_HTTPS.matcher(value).find());
  }
}
