package news.dateline.feedapi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.fanout.StreamProperties;
import news.dateline.feedapi.feed.FeedConfiguration;
import news.dateline.feedapi.feed.ReadContext;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.page.Pages;
import news.dateline.feedapi.stream.StreamConfiguration;
import news.dateline.pages.Messages;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/** What a replica does before it is ready, so that its first clients do not meet cold code. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WarmUpConfiguration.WarmUpProperties.class)
class WarmUpConfiguration {

  /**
   * Settings of the warm-up.
   *
   * @param warmUp Time before a replica is ready in which it serves a feed of its own to
   *     subscribers of its own on the loopback address, so that its first clients do not meet code
   *     that has never run. No limit or metric counts them. 0: none.
   */
  @ConfigurationProperties("dateline")
  @Validated
  record WarmUpProperties(
      @DefaultValue("1s") @DurationMin(millis = 0) @DurationMax(seconds = 30) Duration warmUp) {}

  @Bean
  WarmUpFeed.Routes warmUpRoutes(
      FeedAuthorizer authorizer,
      StreamProperties settings,
      Representations representations,
      Pages pages,
      Messages messages) {
    return (feeds, hub) -> {
      FeedLookup lookup =
          new FeedLookup(
              feeds,
              () -> true,
              () -> CompletableFuture.completedFuture(null),
              Schedulers.parallel());
      AuthorizedLookup authorized = new AuthorizedLookup(feeds, lookup, authorizer);
      return new StreamConfiguration()
          .streamPaths(authorized, authorizer, hub, settings)
          .and(
              FeedConfiguration.routes(
                  new ReadContext(feeds, authorized, representations), pages, messages));
    };
  }

  /** Returns what makes a handler of routes, with the filters that every request passes. */
  @Bean
  WarmUpFeed.Handlers warmUpHandlers(
      ObjectProvider<WebFilter> filters, ObjectProvider<HttpHandlerDecoratorFactory> decorators) {
    return routes -> {
      HttpHandler handler =
          WebHttpHandlerBuilder.webHandler(RouterFunctions.toWebHandler(routes))
              .filters(all -> filters.orderedStream().forEach(all::add))
              .build();
      for (HttpHandlerDecoratorFactory decorator : decorators.orderedStream().toList()) {
        handler = decorator.apply(handler);
      }
      return handler;
    };
  }

  @Bean
  WarmUp warmUp(
      WarmUpProperties settings,
      StreamProperties streams,
      WarmUpFeed.Routes routes,
      WarmUpFeed.Handlers handlers,
      ReactorResourceFactory eventLoops,
      ObjectProvider<NettyServerCustomizer> customizers) {
    return new WarmUp(
        settings.warmUp(),
        () -> new WarmUpFeed(server(eventLoops, customizers), streams, routes, handlers));
  }

  /** Returns a server on a free port of the loopback address, like that of the replica. */
  private static HttpServer server(
      ReactorResourceFactory eventLoops, ObjectProvider<NettyServerCustomizer> customizers) {
    HttpServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .runOn(eventLoops.getLoopResources())
            .protocol(HttpProtocol.H2C, HttpProtocol.HTTP11);
    for (NettyServerCustomizer customizer : customizers.orderedStream().toList()) {
      server = customizer.apply(server);
    }
    return server;
  }
}
