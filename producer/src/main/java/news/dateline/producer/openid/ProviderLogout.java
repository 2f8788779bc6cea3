package news.dateline.producer.openid;

import java.net.URI;
import java.util.Optional;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.web.util.UriComponentsBuilder;

/** The sign-out at the provider (OpenID Connect RP-Initiated Logout 1.0). */
final class ProviderLogout {
  private ProviderLogout() {}

  /**
   * Returns the URL of the provider's end-session endpoint, from which the provider redirects the
   * browser to the desk. Returns empty if the provider's metadata name no such endpoint.
   *
   * @param request the URL of a request to the desk
   */
  static Optional<URI> page(ClientRegistration client, String idToken, URI request) {
    Object page =
        client.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
    String redirect = String.valueOf(client.getRedirectUri());
    int template = redirect.indexOf('{');
    // behind a proxy the request may name another host than the redirect URI of the settings
    URI desk =
        template == 0
            ? request
            : URI.create(template < 0 ? redirect : redirect.substring(0, template));
    return Optional.ofNullable(page)
        .map(
            endpoint ->
                UriComponentsBuilder.fromUriString(String.valueOf(endpoint))
                    .queryParam("id_token_hint", idToken)
                    .queryParam("client_id", "{client}")
                    .queryParam("post_logout_redirect_uri", "{desk}")
                    .encode()
                    .buildAndExpand(client.getClientId(), desk.resolve("/"))
                    .toUri());
  }
}
