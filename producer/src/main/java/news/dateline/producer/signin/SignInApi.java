package news.dateline.producer.signin;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import news.dateline.events.Right;
import news.dateline.events.Role;
import news.dateline.events.Session;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.RequestBody;
import news.dateline.producer.request.RequestHeaders;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.request.StrictJson;
import news.dateline.producer.security.ClientAddresses;
import news.dateline.producer.security.EditorAuthentication;
import news.dateline.producer.security.OpenIdSessions;
import news.dateline.producer.security.SessionCookies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The requests that start, show and end sessions. */
@RestController
final class SignInApi {
  private static final DataSize MAX_BODY = DataSize.ofKilobytes(1);

  private final SignIn signIn;
  private final ClientAddresses addresses;
  private final SessionCookies cookies;
  private final Optional<OpenIdSessions> openId;

  /**
   * @param openId empty if no provider is configured
   */
  SignInApi(
      SignIn signIn,
      ClientAddresses addresses,
      SessionCookies cookies,
      Optional<OpenIdSessions> openId) {
    this.openId = openId;
    this.signIn = signIn;
    this.addresses = addresses;
    this.cookies = cookies;
  }

  private record CodeBody(@Nullable String code) {
    String required() {
      if (code == null) {
        throw ProblemException.of(new InvalidFieldException("code", "is missing"));
      }
      return code;
    }
  }

  private record LoginCode(String code, Instant expiresAt) {}

  private record SessionJson(UUID id, IdentityId identity, Instant issuedAt, Instant expiresAt) {
    static SessionJson of(Session session) {
      return new SessionJson(
          session.id(), session.identity(), session.issuedAt(), session.expiresAt());
    }
  }

  /** The page of the provider that ends its session, to which the desk has to go. */
  private record ProviderLogout(URI logout) {}

  private record SessionList(List<SessionJson> sessions) {}

  /** The author of a request; {@code session} and {@code csrfToken} only if a cookie names it. */
  private record Myself(
      IdentityId identity,
      @Nullable String name,
      List<Role> roles,
      @Nullable List<FeedId> feeds,
      @Nullable SessionJson session,
      @Nullable String csrfToken) {
    static Myself of(EditorAuthentication author) {
      return new Myself(
          author.id(),
          author.profile().name(),
          author.profile().roles(),
          author.profile().feeds(),
          author.session().map(SessionJson::of).orElse(null),
          author.csrfToken());
    }
  }

  /**
   * Offers a session. A session cannot offer another one, so a stolen cookie cannot be prolonged.
   */
  @PostMapping("/login-codes")
  Mono<ResponseEntity<byte[]>> offer(ServerWebExchange exchange) {
    return RequestBody.requireNone(exchange.getRequest())
        .then(exchange.<EditorAuthentication>getPrincipal())
        .flatMap(
            author ->
                Mono.justOrEmpty(author.tokenHash())
                    .flatMap(tokenHash -> signIn.offer(author.id(), tokenHash)))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.TOKEN_NEEDED, "only a token of Dateline starts a session")))
        .map(
            offered ->
                response(HttpStatus.CREATED)
                    .body(
                        Json.write(
                            new LoginCode(offered.text().text(), offered.session().expiresAt()))));
  }

  @PostMapping(path = "/sessions", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<byte[]>> open(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    RequestHeaders.refuseIfMatch(request.getHeaders());
    return RequestBody.read(request, MAX_BODY)
        .map(body -> StrictJson.parse(body, CodeBody.class).required())
        .flatMap(code -> signIn.open(code, addresses.of(request)))
        .map(
            opened ->
                response(HttpStatus.CREATED)
                    .location(URI.create("/sessions/" + opened.session().id()))
                    .header(
                        HttpHeaders.SET_COOKIE, cookies.issue(request, opened.text()).toString())
                    .body(Json.write(SessionJson.of(opened.session()))));
  }

  @GetMapping("/session")
  Mono<ResponseEntity<byte[]>> myself(ServerWebExchange exchange) {
    return exchange
        .<EditorAuthentication>getPrincipal()
        .map(author -> response(HttpStatus.OK).body(Json.write(Myself.of(author))));
  }

  @GetMapping("/sessions")
  Mono<ResponseEntity<byte[]>> list(ServerWebExchange exchange) {
    return exchange
        .<EditorAuthentication>getPrincipal()
        .flatMap(
            author ->
                signIn
                    .sessions()
                    .map(
                        open ->
                            open.stream()
                                .filter(session -> mayManage(author, session))
                                .map(SessionJson::of)
                                .toList()))
        .map(list -> response(HttpStatus.OK).body(Json.write(new SessionList(list))));
  }

  @DeleteMapping("/sessions/{id}")
  Mono<ResponseEntity<byte[]>> end(@PathVariable String id, ServerWebExchange exchange) {
    UUID session = RequestPath.id(id, SignInApi::sessionId);
    return RequestBody.requireNone(exchange.getRequest())
        .then(exchange.<EditorAuthentication>getPrincipal())
        .flatMap(author -> signIn.find(session).filter(found -> mayManage(author, found)))
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(ProblemType.NO_SESSION, "there is no session " + id)))
        .flatMap(ended -> signIn.end(ended).then(signedOut(ended, exchange)))
        .defaultIfEmpty(ResponseEntity.noContent().build());
  }

  /**
   * Signs this browser out if the ended session is its own: removes the cookie, and returns the
   * page of the provider, if the provider has one. Another session is that of another browser, so
   * the author stays signed in here.
   */
  private Mono<ResponseEntity<byte[]>> signedOut(Session ended, ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    return exchange
        .<EditorAuthentication>getPrincipal()
        .filter(author -> author.session().map(Session::id).filter(ended.id()::equals).isPresent())
        .doOnNext(author -> exchange.getResponse().addCookie(SessionCookies.removal(request)))
        .flatMap(author -> Mono.justOrEmpty(openId))
        .flatMap(provider -> provider.providerLogout(ended, request))
        .map(page -> response(HttpStatus.OK).body(Json.write(new ProviderLogout(page))));
  }

  /** Each author may manage its own sessions, and a chief of all feeds those of everyone. */
  private static boolean mayManage(EditorAuthentication author, Session session) {
    return author.id().equals(session.identity())
        || author.profile().hasEverywhere(Right.ADMINISTER);
  }

  private static UUID sessionId(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldException("id", "is not the id of a session");
    }
  }

  private static ResponseEntity.BodyBuilder response(HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore());
  }
}
