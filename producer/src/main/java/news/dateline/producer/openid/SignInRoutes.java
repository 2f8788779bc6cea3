package news.dateline.producer.openid;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.security.OpenIdSessions;
import news.dateline.producer.security.SessionCookies;
import news.dateline.support.token.RandomToken;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationCodeAuthenticationTokenConverter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/**
 * The two routes of a sign-in with the provider: the first redirects the browser to the provider,
 * with PKCE; the second is the callback to which the provider redirects the browser.
 */
final class SignInRoutes {
  private static final MediaType HTML_IN_UTF_8 = new MediaType("text", "html", UTF_8);

  private final ProviderSessions sessions;
  private final OpenIdProvider provider;
  private final SessionCookies cookies;
  private final SignInCookie started;
  private final DefaultServerOAuth2AuthorizationRequestResolver requests;
  private final ServerOAuth2AuthorizationCodeAuthenticationTokenConverter returns;

  SignInRoutes(OpenIdProvider provider, ProviderSessions sessions, SessionCookies cookies) {
    this.provider = provider;
    this.sessions = sessions;
    this.cookies = cookies;
    started = new SignInCookie(provider);
    requests = new DefaultServerOAuth2AuthorizationRequestResolver(provider);
    requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    returns = new ServerOAuth2AuthorizationCodeAuthenticationTokenConverter(provider);
    returns.setAuthorizationRequestRepository(started);
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET(OpenIdSessions.SIGN_IN, request -> orPage(request, start(request)))
        .GET(OpenIdSessions.CALLBACK, request -> orPage(request, finish(request)))
        .build();
  }

  private Mono<ServerResponse> start(ServerRequest request) {
    return requests
        .resolve(request.exchange(), OpenIdProvider.ID)
        .flatMap(
            asked ->
                started
                    .saveAuthorizationRequest(asked, request.exchange())
                    .then(
                        ServerResponse.seeOther(URI.create(asked.getAuthorizationRequestUri()))
                            .build()));
  }

  private Mono<ServerResponse> finish(ServerRequest request) {
    return returns
        .convert(request.exchange())
        .flatMap(provider::redeem)
        .flatMap(sessions::open)
        .flatMap(secret -> signedIn(request, secret));
  }

  private Mono<ServerResponse> signedIn(ServerRequest request, RandomToken secret) {
    return ServerResponse.seeOther(URI.create("/"))
        .header(
            HttpHeaders.SET_COOKIE,
            cookies.issue(request.exchange().getRequest(), secret).toString())
        .build();
  }

  /** Answers a failed sign-in with a page for a browser, with a problem document for a program. */
  private static Mono<ServerResponse> orPage(ServerRequest request, Mono<ServerResponse> answer) {
    Mono<ServerResponse> problems = answer.onErrorMap(SignInRoutes::problem);
    boolean browser =
        request.headers().accept().stream()
            .anyMatch(type -> type.isCompatibleWith(MediaType.TEXT_HTML) && !type.isWildcardType());
    return browser ? problems.onErrorResume(ProblemException.class, SignInRoutes::page) : problems;
  }

  private static Throwable problem(Throwable failure) {
    if (failure instanceof OAuth2AuthorizationException refused) {
      return refused(refused.getError().getErrorCode());
    }
    if (failure instanceof OAuth2AuthenticationException refused) {
      return refused(refused.getError().getErrorCode());
    }
    return failure instanceof AuthenticationException ? refused("invalid") : failure;
  }

  /** Returns the problem for an error code of OAuth 2 or Spring Security. No code has a secret. */
  private static ProblemException refused(String code) {
    String detail =
        code.equals("authorization_request_not_found")
            ? "this browser has not started the sign-in, or more than ten minutes ago"
            : "the provider says: " + code;
    return new ProblemException(ProblemType.SIGN_IN_REFUSED, detail);
  }

  private static Mono<ServerResponse> page(ProblemException problem) {
    String title = HtmlUtils.htmlEscape(String.valueOf(problem.getBody().getTitle()));
    String html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <link rel="stylesheet" href="/desk/desk.css">
        <main class="card" role="alert">
        <h1>%s</h1>
        <p>%s.</p>
        <p><a href="%s">Sign in again</a> · <a href="/">Desk</a></p>
        </main>
        </html>
        """
            .formatted(
                title, title, HtmlUtils.htmlEscape(problem.getMessage()), OpenIdSessions.SIGN_IN);
    return ServerResponse.status(problem.getStatusCode())
        .headers(headers -> headers.putAll(problem.getHeaders()))
        .contentType(HTML_IN_UTF_8)
        .bodyValue(html);
  }
}
