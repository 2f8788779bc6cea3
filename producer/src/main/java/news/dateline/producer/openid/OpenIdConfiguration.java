package news.dateline.producer.openid;

import java.time.Clock;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.eventlog.Sessions;
import news.dateline.support.boot.StartupException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The beans for an OpenID provider. There are none without one in the settings. */
@Configuration(proxyBeanMethods = false)
@Import({OpenIdConfiguration.SignIn.class, OpenIdConfiguration.Bearer.class})
public class OpenIdConfiguration {
  private static final String ISSUER = "spring.security.oauth2.client.provider.desk.issuer-uri";
  private static final String JWT_ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

  /** Sign-in to the desk. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(ISSUER)
  @EnableConfigurationProperties({OAuth2ClientProperties.class, OpenIdProperties.class})
  static class SignIn {
    @Bean
    ProviderContact openIdHealthIndicator(
        OAuth2ClientProperties settings, Environment environment) {
      if (!settings.getRegistration().containsKey(OpenIdProvider.ID)) {
        throw new StartupException(
            ISSUER + " needs spring.security.oauth2.client.registration.desk.client-id");
      }
      return new ProviderContact(environment.getRequiredProperty(ISSUER));
    }

    @Bean(initMethod = "start")
    OpenIdProvider openIdProvider(
        OAuth2ClientProperties settings, ProviderContact openIdHealthIndicator) {
      return new OpenIdProvider(settings, openIdHealthIndicator);
    }

    @Bean
    ProviderSessions providerSessions(
        OpenIdProvider provider,
        OpenIdProperties settings,
        Identities identities,
        Sessions sessions,
        EventLog log,
        Clock clock) {
      return new ProviderSessions(
          provider, settings, new AccountRecords(identities, sessions, log, clock), clock);
    }

    @Bean
    RouterFunction<ServerResponse> openIdSignIn(
        OpenIdProvider provider, ProviderSessions sessions) {
      return new SignInRoutes(provider, sessions).routes();
    }
  }

  /** Bearer calls of scripts. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(JWT_ISSUER)
  @Import(ReactiveOAuth2ResourceServerAutoConfiguration.class)
  @EnableConfigurationProperties(OpenIdProperties.class)
  static class Bearer {
    @Bean
    ProviderContact openIdKeysHealthIndicator(OAuth2ResourceServerProperties settings) {
      if (settings.getJwt().getAudiences().isEmpty()) {
        throw new StartupException(
            JWT_ISSUER
                + " needs spring.security.oauth2.resourceserver.jwt.audiences, or the tokens for"
                + " any other service would be accepted");
      }
      return new ProviderContact(String.valueOf(settings.getJwt().getIssuerUri()));
    }

    @Bean
    JwtTokens jwtTokens(
        ReactiveJwtDecoder decoder,
        ProviderContact openIdKeysHealthIndicator,
        OpenIdProperties settings,
        Identities identities) {
      return new JwtTokens(decoder, openIdKeysHealthIndicator, settings, identities);
    }
  }
}
