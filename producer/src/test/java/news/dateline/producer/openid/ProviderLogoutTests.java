package news.dateline.producer.openid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

class ProviderLogoutTests {
  private static final URI REQUEST = URI.create("http://10.0.0.7:8081/sessions/1");
  private static final Map<String, Object> PAGE =
      Map.of("end_session_endpoint", "https://id.example.org/logout?realm=news");

  private static ClientRegistration client(String redirect, Map<String, Object> metadata) {
    return ClientRegistration.withRegistrationId("desk")
        .clientId("desk")
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .authorizationUri("https://id.example.org/authorize")
        .tokenUri("https://id.example.org/token")
        .redirectUri(redirect)
        .providerConfigurationMetadata(metadata)
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "{baseUrl}/login/oauth2/code/{registrationId}, http://10.0.0.7:8081/",
    "https://desk.example.org/login/oauth2/code/{registrationId}, https://desk.example.org/",
    "https://desk.example.org/login/oauth2/code/desk, https://desk.example.org/"
  })
  void theProviderLeadsBackToTheDeskOfTheSettingsOrElseOfTheRequest(String redirect, String desk) {
    URI page = ProviderLogout.page(client(redirect, PAGE), "an.id.token", REQUEST).orElseThrow();

    assertThat(page).hasHost("id.example.org").hasParameter("realm", "news");
    assertThat(page)
        .hasParameter("id_token_hint", "an.id.token")
        .hasParameter("client_id", "desk")
        .hasParameter("post_logout_redirect_uri", desk);
  }

  @Test
  void aProviderWithoutAPageIsLeftAlone() {
    assertThat(ProviderLogout.page(client("{baseUrl}/x", Map.of()), "t", REQUEST)).isEmpty();
  }
}
