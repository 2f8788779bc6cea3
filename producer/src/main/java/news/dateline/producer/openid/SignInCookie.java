package news.dateline.producer.openid;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import news.dateline.events.Json;
import news.dateline.producer.security.OpenIdSessions;
import news.dateline.producer.security.SessionCookies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Stores the authorization request of a sign-in in a cookie until the provider redirects the
 * browser to the callback. Another producer may serve the callback, and a producer keeps nothing in
 * memory for a visitor. The browser sends the cookie to the callback only, which removes it.
 */
final class SignInCookie
    implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {
  private static final String COOKIE = "dateline-sign-in";
  private static final Duration COOKIE_LIFETIME = Duration.ofMinutes(10);

  private final OpenIdProvider provider;

  private record Started(String state, String nonce, String verifier, String redirectUri) {
    static Started of(OAuth2AuthorizationRequest request) {
      return new Started(
          String.valueOf(request.getState()),
          String.valueOf(request.<Object>getAttribute(OidcParameterNames.NONCE)),
          String.valueOf(request.<Object>getAttribute(PkceParameterNames.CODE_VERIFIER)),
          String.valueOf(request.getRedirectUri()));
    }

    OAuth2AuthorizationRequest with(ClientRegistration client) {
      return OAuth2AuthorizationRequest.authorizationCode()
          .clientId(client.getClientId())
          .authorizationUri(
              Objects.requireNonNull(client.getProviderDetails().getAuthorizationUri()))
          .redirectUri(redirectUri)
          .scopes(client.getScopes())
          .state(state)
          .attributes(
              Map.of(
                  OAuth2ParameterNames.REGISTRATION_ID, client.getRegistrationId(),
                  OidcParameterNames.NONCE, nonce,
                  PkceParameterNames.CODE_VERIFIER, verifier))
          .build();
    }
  }

  SignInCookie(OpenIdProvider provider) {
    this.provider = provider;
  }

  /** Returns the request that this browser has started, if it has the state of the callback. */
  @Override
  public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
    Started started = started(exchange.getRequest());
    String state = exchange.getRequest().getQueryParams().getFirst(OAuth2ParameterNames.STATE);
    return started != null && started.state().equals(state)
        ? provider.findByRegistrationId(OpenIdProvider.ID).map(started::with)
        : Mono.empty();
  }

  private static @Nullable Started started(ServerHttpRequest request) {
    HttpCookie cookie = request.getCookies().getFirst(COOKIE);
    try {
      return cookie == null
          ? null
          : Json.read(Base64.getUrlDecoder().decode(cookie.getValue()), Started.class);
    } catch (IllegalArgumentException | JacksonException e) {
      return null;
    }
  }

  @Override
  public Mono<Void> saveAuthorizationRequest(
      OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
    String value =
        Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(Started.of(request)));
    return Mono.fromRunnable(() -> set(exchange, value, COOKIE_LIFETIME));
  }

  @Override
  public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
    return loadAuthorizationRequest(exchange).doOnNext(request -> set(exchange, "", Duration.ZERO));
  }

  private static void set(ServerWebExchange exchange, String value, Duration lifetime) {
    ResponseCookie cookie =
        SessionCookies.cookie(exchange.getRequest(), COOKIE, value, lifetime)
            .path(OpenIdSessions.CALLBACK)
            .build();
    exchange.getResponse().addCookie(cookie);
  }
}
