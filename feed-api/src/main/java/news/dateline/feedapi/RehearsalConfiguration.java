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
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/** The rehearsal before a replica is ready, with the routes and the event loops of the replica. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RehearsalConfiguration.RehearsalProperties.class)
class RehearsalConfiguration {
  /** The number of items on a page. */
  private static final int SNAPSHOT_ITEMS = 40;

  /**
   * Settings of the rehearsal.
   *
   * @param rehearsal Time before a replica is ready in which it serves a feed of its own to
   *     subscribers of its own, so that its first readers do not meet code that has never run. No
   *     limit or metric counts them. A replica that starts with an AOT cache leaves it out. 0:
   *     none.
   */
  @ConfigurationProperties("dateline")
  @Validated
  record RehearsalProperties(@DefaultValue("1s") @DurationMin(millis = 0) Duration rehearsal) {}

  @Bean
  RehearsalFeed.Routes rehearsalRoutes(
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

  @Bean
  Rehearsal rehearsal(
      RehearsalProperties settings,
      StreamProperties streams,
      RehearsalFeed.Routes routes,
      ReactorResourceFactory eventLoops,
      ObjectProvider<NettyServerCustomizer> customizers,
      ObjectProvider<HttpHandlerDecoratorFactory> decorators) {
    return new Rehearsal(
        settings.rehearsal(),
        () ->
            new RehearsalFeed(
                server(eventLoops, customizers),
                streams,
                (feeds, hub) ->
                    decorated(RouterFunctions.toHttpHandler(routes.of(feeds, hub)), decorators),
                SNAPSHOT_ITEMS));
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

  private static HttpHandler decorated(
      HttpHandler handler, ObjectProvider<HttpHandlerDecoratorFactory> decorators) {
    HttpHandler decorated = handler;
    for (HttpHandlerDecoratorFactory decorator : decorators.orderedStream().toList()) {
      decorated = decorator.apply(decorated);
    }
    return decorated;
  }
}
