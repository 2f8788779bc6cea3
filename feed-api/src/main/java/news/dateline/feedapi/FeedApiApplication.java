package news.dateline.feedapi;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import news.dateline.events.Partner;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.feedapi.access.AccessConfiguration;
import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.access.Partners;
import news.dateline.feedapi.access.StreamTokenRoutes;
import news.dateline.feedapi.fanout.FanoutConfiguration;
import news.dateline.feedapi.feed.FeedRoutes;
import news.dateline.feedapi.feed.ReadContext;
import news.dateline.feedapi.http.FeedApiProblemHandler;
import news.dateline.feedapi.http.RequestDeadline;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.page.Assets;
import news.dateline.feedapi.sse.BusyReason;
import news.dateline.feedapi.page.Messages;
import news.dateline.feedapi.page.PageConfiguration;
import news.dateline.feedapi.page.Pages;
import news.dateline.feedapi.stream.StreamConfiguration;
import news.dateline.support.boot.KafkaConfiguration;
import news.dateline.support.boot.ServiceApplication;
import news.dateline.support.boot.TopicMismatchHandler;
import news.dateline.support.boot.TopicReaders;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.feedapi.index.FeedUnavailableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.ApplicationContext;
import java.util.concurrent.CompletableFuture;
import news.dateline.support.web.RespondOnEventLoop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** The public side as an application: {@code feed-state} in, pages and streams out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
  KafkaConfiguration.class,
  AccessConfiguration.class,
  FanoutConfiguration.class,
  PageConfiguration.class,
  StreamConfiguration.class
})
@EnableAutoConfiguration
@EnableConfigurationProperties(FeedApiProperties.class)
public class FeedApiApplication {
  public static void main(String[] args) {
    ServiceApplication.run(application(), args);
  }

  /** Returns the application, not started. Its settings are in {@code feed-api.yml}. */
  public static SpringApplication application() {
    return ServiceApplication.of(FeedApiApplication.class, "feed-api");
  }

  @Bean
  FeedStore feeds() {
    return new FeedStore();
  }

  @Bean
  TopicMismatchHandler topicMismatchHandler(ApplicationContext context) {
    return new TopicMismatchHandler(context);
  }

  /** Starts to read while the other beans are made, because a large feed takes seconds. */
  @Bean(initMethod = "start", destroyMethod = "close")
  CompactedTopicReader feedReader(
      FeedStore feeds, KafkaSettings kafka, TopicMismatchHandler onTopicMismatch) {
    CompactedTopicReader.RecordHandler handler =
        new CompactedTopicReader.RecordHandler() {
          @Override
          public void read(ConsumerRecord<byte[], byte[]> entry) {
            feeds.apply(PublicState.read(entry.key(), entry.value()));
          }

          @Override
          public void pollEnded() {
            feeds.publish();
          }
        };
    return new CompactedTopicReader(
        CompactedTopicReader.Source.all(kafka, Topic.FEED_STATE),
        handler,
        onTopicMismatch,
        Clock.systemUTC());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  CompactedTopicReader partnerReader(
      Partners partners, KafkaSettings kafka, TopicMismatchHandler onTopicMismatch) {
    return new CompactedTopicReader(
        CompactedTopicReader.Source.all(kafka, Topic.PARTNERS),
        entry -> partners.apply(Partner.read(entry.value())),
        onTopicMismatch,
        Clock.systemUTC());
  }

  @Bean
  FeedLookup lookup(FeedStore feeds, CompactedTopicReader feedReader, CompactedTopicReader partnerReader) {
    BooleanSupplier caughtUp = () -> feedReader.isCaughtUp() && partnerReader.isCaughtUp();
    return new FeedLookup(feeds, caughtUp, () -> readToEnd(feedReader), Schedulers.parallel());
  }

  private static CompletableFuture<Void> readToEnd(CompactedTopicReader reader) {
    return reader.isConnected()
        ? reader.readToEnd()
        : CompletableFuture.failedFuture(new FeedUnavailableException(BusyReason.KAFKA_AWAY));
  }

  /**
   * Event loops of our own: another application of the same JVM that stops ends the shared ones. As
   * many as there are cores: more would wake for each change only to wait for each other.
   */
  @Bean
  ReactorResourceFactory eventLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    int cores = Runtime.getRuntime().availableProcessors();
    resources.setLoopResourcesSupplier(() -> LoopResources.create("feed-api", cores, true));
    resources.setShutdownQuietPeriod(Duration.ZERO);
    return resources;
  }

  @Bean
  NettyServerCustomizer requestDeadline(FeedApiProperties settings) {
    RequestDeadline deadline =
        new RequestDeadline(settings.requestTimeout(), settings.idleTimeout());
    return server -> server.childObserve(deadline);
  }

  /** As many connections may wait to be taken as the system lets: a crowd comes back at once. */
  @Bean
  NettyServerCustomizer backlog() {
    return server -> server.option(ChannelOption.SO_BACKLOG, NetUtil.SOMAXCONN);
  }

  @Bean
  FeedApiProblemHandler problemHandler(Pages pages) {
    return new FeedApiProblemHandler(pages);
  }

  @Bean
  RespondOnEventLoop respondOnEventLoop() {
    return new RespondOnEventLoop();
  }

  @Bean
  FeedRoutes feedRoutes(
      FeedStore feeds, FeedLookup lookup, FeedAuthorizer authorizer, Pages pages, Assets assets) {
    return new FeedRoutes(new ReadContext(feeds, lookup, authorizer), pages, assets);
  }

  @Bean
  RouterFunction<ServerResponse> feedPaths(
      FeedRoutes feeds, FeedApiProperties settings, Messages messages) {
    return feeds.routes(settings.defaultFeedId(), messages);
  }

  @Bean
  RouterFunction<ServerResponse> tokenPaths(StreamTokenRoutes tokens) {
    return tokens.routes();
  }

  @Bean
  TopicReaders topicReaders(List<CompactedTopicReader> readers) {
    return new TopicReaders("feed-api", readers);
  }

  @Bean
  HealthIndicator topicsHealthIndicator(TopicReaders readers) {
    return readers.readiness();
  }

  @Bean
  HealthIndicator topicReadersHealthIndicator(TopicReaders readers) {
    return readers.liveness();
  }

  @Bean
  MeterBinder feedMeters(FeedStore feeds) {
    return meters -> {
      FunctionCounter.builder("dateline.changes.applied", feeds, FeedStore::applied)
          .register(meters);
      FunctionCounter.builder("dateline.records.dropped", feeds, FeedStore::outdated)
          .tags("reader", "feed-api", "topic", "feed-state", "reason", "epoch")
          .register(meters);
    };
  }
}
