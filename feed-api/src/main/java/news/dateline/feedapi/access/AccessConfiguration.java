package news.dateline.feedapi.access;

import java.time.Clock;
import java.time.Duration;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.support.kafka.CompactedTopicReader;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Partners, their tokens, and the web sites that may read a feed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessConfiguration.AccessProperties.class)
public class AccessConfiguration {
  // a replica that is cut off from Kafka must not accept revoked tokens for longer
  private static final Duration MAX_PARTNER_STALENESS = Duration.ofSeconds(60);

  /**
   * Settings of access by partners.
   *
   * @param streamTokenTtl Time for which a stream token can open a stream.
   */
  @ConfigurationProperties("dateline.access")
  @Validated
  record AccessProperties(@DefaultValue("60s") @DurationMin(seconds = 1) Duration streamTokenTtl) {}

  @Bean
  Partners partners(Clock clock) {
    return new Partners(clock);
  }

  @Bean
  StreamTokens streamTokens(Partners partners, AccessProperties settings, Clock clock) {
    return new StreamTokens(partners, settings.streamTokenTtl(), clock);
  }

  @Bean
  FeedAuthorizer authorizer(
      Partners partners, StreamTokens tokens, CompactedTopicReader partnerReader) {
    return new FeedAuthorizer(
        partners, tokens, () -> partnerReader.lastContactWithin(MAX_PARTNER_STALENESS));
  }

  @Bean
  AuthorizedLookup authorizedLookup(FeedStore feeds, FeedLookup lookup, FeedAuthorizer authorizer) {
    return new AuthorizedLookup(feeds, lookup, authorizer);
  }

  @Bean
  RouterFunction<ServerResponse> streamTokenPaths(
      FeedLookup lookup, FeedAuthorizer authorizer, StreamTokens tokens) {
    return new StreamTokenRoutes(lookup, authorizer, tokens).routes();
  }

  @Bean
  HttpHandlerDecoratorFactory streamTokenQuery() {
    return new QueryTokenExtractor();
  }

  @Bean
  CorsWebFilter origins(FeedStore feeds) {
    return new CorsWebFilter(new FeedCorsSource(feeds));
  }
}
