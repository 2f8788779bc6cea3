package news.dateline.feedapi.stream;

import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.access.Partners;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamProperties;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes that open streams. */
@Configuration(proxyBeanMethods = false)
public class StreamConfiguration {
  @Bean
  public RouterFunction<ServerResponse> streamPaths(
      AuthorizedLookup lookup,
      FeedAuthorizer authorizer,
      StreamHub hub,
      StreamProperties settings) {
    return new StreamRoutes(lookup, authorizer, hub, settings).routes();
  }

  /** Ends a partner's streams at once when its token is revoked. */
  @Bean
  SmartInitializingSingleton tokenRecheck(Partners partners, StreamHub hub) {
    return () -> partners.onChange(hub::recheckTokens);
  }
}
