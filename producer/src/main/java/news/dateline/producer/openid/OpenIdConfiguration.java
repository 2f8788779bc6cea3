package news.dateline.producer.openid;

import java.time.Clock;
import java.util.List;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.eventlog.Sessions;
import news.dateline.producer.security.Authors;
import news.dateline.producer.security.SessionCookies;
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

/** The beans for an OpenID provider. Without a provider in the settings there are no such beans. */
@Configuration(proxyBeanMethods = false)
@Import({OpenIdConfiguration.SignIn.class, OpenIdConfiguration.Bearer.class})
public class OpenIdConfiguration {
  private static final String ISSUER = "spring.security.oauth2.client.provider.desk.issuer-uri";
  private static final String CLIENT = "spring.security.oauth2.client.registration.desk.";
  private static final String JWT_ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

  /** The beans with which editors sign in to the desk. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(ISSUER)
  @EnableConfigurationProperties({OAuth2ClientProperties.class, OpenIdProperties.class})
  static class SignIn {
    @Bean
    ProviderContact openIdHealthIndicator(
        OAuth2ClientProperties settings, Environment environment, Clock clock) {
      OAuth2ClientProperties.Registration desk = settings.getRegistration().get(OpenIdProvider.ID);
      if (desk == null || desk.getScope() == null || !desk.getScope().contains("openid")) {
        throw new StartupException(
            ISSUER + " needs " + CLIENT + "client-id, and " + CLIENT + "scope with openid");
      }
      return new ProviderContact(environment.getRequiredProperty(ISSUER), clock);
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
        OpenIdProvider provider, ProviderSessions sessions, SessionCookies cookies) {
      return new SignInRoutes(provider, sessions, cookies).routes();
    }
  }

  /** The beans that accept the provider's access tokens as bearer tokens of scripts. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(JWT_ISSUER)
  @Import(ReactiveOAuth2ResourceServerAutoConfiguration.class)
  @EnableConfigurationProperties(OpenIdProperties.class)
  static class Bearer {
    @Bean
    ProviderContact openIdKeysHealthIndicator(
        OAuth2ResourceServerProperties settings, Environment environment, Clock clock) {
      List<String> audiences = settings.getJwt().getAudiences();
      if (audiences.isEmpty()
          || audiences.contains(environment.getProperty(CLIENT + "client-id"))) {
        throw new StartupException(
            JWT_ISSUER
                + " needs spring.security.oauth2.resourceserver.jwt.audiences, without the id of"
                + " the desk's client: tokens for another service, and ID tokens, are refused");
      }
      return new ProviderContact(environment.getRequiredProperty(JWT_ISSUER), clock);
    }

    @Bean
    JwtTokens jwtTokens(
        ReactiveJwtDecoder decoder,
        ProviderContact openIdKeysHealthIndicator,
        OpenIdProperties settings,
        Authors authors) {
      return new JwtTokens(decoder, openIdKeysHealthIndicator, settings, authors);
    }
  }
}
