package news.dateline.producer.security;

import java.net.URI;
import news.dateline.events.Session;
import news.dateline.support.token.RandomToken;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** The sessions that an OpenID provider has opened. */
public interface OpenIdSessions {
  /** The page that starts a sign-in. */
  String SIGN_IN = "/oauth2/authorization/desk";

  /** The page to which the provider sends the browser back. */
  String CALLBACK = "/login/oauth2/code/desk";

  /**
   * Returns the session once the provider has confirmed it, if that is due. Returns nothing if the
   * provider refuses: then the session has ended. Fails with a {@code ProblemException} if the
   * provider must be asked and does not answer.
   *
   * @param secret the cookie of the session
   */
  Mono<Session> confirmed(Session session, RandomToken secret);

  /**
   * Returns the page of the provider that ends its own session; nothing if the provider has none.
   *
   * @param request a request with the cookie of the session
   */
  Mono<URI> providerLogout(Session session, ServerHttpRequest request);
}
