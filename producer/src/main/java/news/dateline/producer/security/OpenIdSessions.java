package news.dateline.producer.security;

import java.net.URI;
import news.dateline.events.Session;
import news.dateline.support.token.RandomToken;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** The sessions of editors who have signed in with an OpenID provider. */
public interface OpenIdSessions {
  /** The path that starts a sign-in. */
  String SIGN_IN = "/oauth2/authorization/desk";

  /** The path to which the provider redirects the browser after the sign-in. */
  String CALLBACK = "/login/oauth2/code/desk";

  /**
   * Returns the session, after a refresh of the provider's tokens if they expire soon. Returns
   * empty if the provider refuses the refresh, which ends the session. Fails with a {@code
   * ProblemException} if the tokens have expired and the provider does not answer.
   *
   * @param secret the secret of the session's cookie
   */
  Mono<Session> confirmed(Session session, RandomToken secret);

  /**
   * Returns the URL at which the provider ends its own session; empty if the provider has no such
   * page.
   *
   * @param request a request with the cookie of the session
   */
  Mono<URI> providerLogout(Session session, ServerHttpRequest request);
}
