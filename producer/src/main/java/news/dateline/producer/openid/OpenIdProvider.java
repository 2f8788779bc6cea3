package news.dateline.producer.openid;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.oidc.authentication.ReactiveOidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcReactiveOAuth2UserService;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The client of the desk's OpenID provider. The provider's metadata is read at the first use, so
 * that a producer starts while the provider does not answer. Thread-safe.
 */
final class OpenIdProvider implements ReactiveClientRegistrationRepository {
  /** The id of the provider and of the client registration in the settings. */
  static final String ID = "desk";

  /**
   * Time after which the metadata are read again before a browser is redirected. The time is short,
   * so that no browser is redirected to a provider that does not answer.
   */
  private static final Duration METADATA_LIFETIME = Duration.ofSeconds(5);

  /** The lifetime that Spring Security assumes for an access token without {@code expires_in}. */
  private static final Duration DEFAULT_TOKEN_LIFETIME = Duration.ofSeconds(1);

  private final ProviderContact contact;
  private final Mono<ClientRegistration> registration;
  private volatile @Nullable ClientRegistration known;
  private final ReactiveOidcIdTokenDecoderFactory idTokens =
      new ReactiveOidcIdTokenDecoderFactory();
  private final OidcReactiveOAuth2UserService users = new OidcReactiveOAuth2UserService();
  private final WebClientReactiveRefreshTokenTokenResponseClient refreshes =
      new WebClientReactiveRefreshTokenTokenResponseClient();
  private final ReactiveAuthenticationManager codes =
      new OidcAuthorizationCodeReactiveAuthenticationManager(
          new WebClientReactiveAuthorizationCodeTokenResponseClient(), users);

  /**
   * The provider's response about an editor who has signed in.
   *
   * @param expiresAt when the tokens must be refreshed: the expiry of the access token or, if the
   *     response lacks {@code expires_in}, which RFC 6749 only recommends, the expiry of the ID
   *     token
   * @param refreshToken null if the provider has issued no refresh token
   */
  record Answer(OidcUser user, Instant expiresAt, @Nullable String refreshToken) {
    static Answer of(
        OidcUser user, OAuth2AccessToken token, @Nullable OAuth2RefreshToken refreshToken) {
      Instant expiry = Objects.requireNonNull(token.getExpiresAt());
      boolean isStated =
          expiry.isAfter(Objects.requireNonNull(token.getIssuedAt()).plus(DEFAULT_TOKEN_LIFETIME));
      return new Answer(
          user,
          isStated ? expiry : Objects.requireNonNull(user.getIdToken().getExpiresAt()),
          refreshToken == null ? null : refreshToken.getTokenValue());
    }
  }

  OpenIdProvider(OAuth2ClientProperties settings, ProviderContact contact) {
    this.contact = contact;
    OAuth2ClientPropertiesMapper mapper = new OAuth2ClientPropertiesMapper(settings);
    registration =
        contact.watch(
            Mono.fromCallable(() -> mapper.asClientRegistrations().get(ID))
                .doOnNext(read -> known = read)
                .subscribeOn(Schedulers.boundedElastic())
                // concurrent callers share one request, and so one thread
                .cache(read -> METADATA_LIFETIME, failure -> Duration.ZERO, () -> Duration.ZERO));
  }

  /** Reads the metadata, so that the log reports at the start if the provider does not answer. */
  @SuppressWarnings("FutureReturnValueIgnored") // ProviderContact logs a failure
  void start() {
    registration.toFuture();
  }

  @Override
  public Mono<ClientRegistration> findByRegistrationId(String id) {
    return id.equals(ID) ? registration : Mono.empty();
  }

  /**
   * Returns the client registration with the metadata that were read last; reads them if absent.
   */
  Mono<ClientRegistration> configuration() {
    return Mono.defer(() -> known == null ? registration : Mono.just(known));
  }

  /**
   * Exchanges the authorization code of the browser's redirect for tokens. If the redirect has an
   * error instead of a code, this fails and {@link ProviderContact} is not updated: the error is a
   * parameter of the URL, which any client can write.
   */
  Mono<Answer> redeem(Authentication code) {
    OAuth2Error error =
        ((OAuth2AuthorizationCodeAuthenticationToken) code)
            .getAuthorizationExchange()
            .getAuthorizationResponse()
            .getError();
    if (error != null) {
      return Mono.error(new OAuth2AuthorizationException(error));
    }
    return contact
        .watch(codes.authenticate(code))
        .cast(OAuth2LoginAuthenticationToken.class)
        .map(
            signedIn ->
                Answer.of(
                    (OidcUser) Objects.requireNonNull(signedIn.getPrincipal()),
                    Objects.requireNonNull(signedIn.getAccessToken()),
                    signedIn.getRefreshToken()));
  }

  /**
   * Exchanges a refresh token for new tokens (RFC 6749, section 6). Fails if the provider refuses.
   */
  Mono<Answer> refresh(String refreshToken) {
    return configuration()
        .flatMap(
            client ->
                contact.watch(
                    refreshes
                        .getTokenResponse(request(client, refreshToken))
                        .flatMap(
                            response ->
                                user(client, response)
                                    .map(
                                        user ->
                                            Answer.of(
                                                user,
                                                response.getAccessToken(),
                                                response.getRefreshToken())))));
  }

  private static OAuth2RefreshTokenGrantRequest request(
      ClientRegistration client, String refreshToken) {
    // Spring Security requires an access token here and does not send it
    OAuth2AccessToken unknown =
        new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "unknown", null, null);
    return new OAuth2RefreshTokenGrantRequest(
        client, unknown, new OAuth2RefreshToken(refreshToken, null));
  }

  private Mono<OidcUser> user(ClientRegistration client, OAuth2AccessTokenResponse response) {
    Map<String, Object> parameters = response.getAdditionalParameters();
    if (!(parameters.get(OidcParameterNames.ID_TOKEN) instanceof String idToken)) {
      return Mono.error(
          new OAuth2AuthorizationException(
              new OAuth2Error("invalid_id_token", "The provider has sent no ID token", null)));
    }
    return idTokens
        .createDecoder(client)
        .decode(idToken)
        .map(
            token ->
                new OidcIdToken(
                    idToken, token.getIssuedAt(), token.getExpiresAt(), token.getClaims()))
        .flatMap(
            token ->
                users.loadUser(
                    new OidcUserRequest(client, response.getAccessToken(), token, parameters)));
  }
}
