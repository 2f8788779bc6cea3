package news.dateline.feedapi;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
import news.dateline.feedapi.page.Messages;
import news.dateline.feedapi.page.PageConfiguration;
import news.dateline.feedapi.page.Pages;
import news.dateline.feedapi.stream.StreamConfiguration;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.support.web.RespondOnEventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
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
  AccessConfiguration.class,
  FanoutConfiguration.class,
  PageConfiguration.class,
  StreamConfiguration.class
})
@EnableAutoConfiguration
@EnableConfigurationProperties({KafkaProperties.class, FeedApiProperties.class})
public class FeedApiApplication {
  private static final Logger log = LoggerFactory.getLogger(FeedApiApplication.class);

  public static void main(String[] args) {
    application().run(args);
  }

  /** The application, not started; its settings are in {@code feed-api.yml}. */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(FeedApiApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "feed-api"));
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    return application;
  }

  @Bean
  FeedStore feeds() {
    return new FeedStore();
  }

  /** Reads from here on, while the rest of the application is made: a large feed takes seconds. */
  @Bean(initMethod = "start", destroyMethod = "close")
  StateReader feedReader(
      FeedStore feeds, KafkaProperties kafka, ConfigurableApplicationContext application) {
    StateReader.RecordHandler intake =
        new StateReader.RecordHandler(
            (key, value) -> feeds.apply(PublicState.read(key, value)), feeds::publish);
    return new StateReader(
        kafka.all(Topic.FEED_STATE), intake, Clock.systemUTC(), stopping(application));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  StateReader partnerReader(
      Partners partners, KafkaProperties kafka, ConfigurableApplicationContext application) {
    StateReader.RecordHandler intake =
        new StateReader.RecordHandler(
            (key, value) -> partners.apply(Partner.read(value)), () -> {});
    return new StateReader(
        kafka.all(Topic.PARTNERS), intake, Clock.systemUTC(), stopping(application));
  }

  @Bean
  FeedLookup lookup(FeedStore feeds, StateReader feedReader, StateReader partnerReader) {
    BooleanSupplier caughtUp = () -> feedReader.isCaughtUp() && partnerReader.isCaughtUp();
    return new FeedLookup(feeds, caughtUp, feedReader::readToEnd, Schedulers.parallel());
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
  HealthIndicator feedsHealthIndicator(StateReader feedReader) {
    return feedReader.readiness();
  }

  @Bean
  HealthIndicator partnersHealthIndicator(StateReader partnerReader) {
    return partnerReader.readiness();
  }

  @Bean
  HealthIndicator feedReaderHealthIndicator(StateReader feedReader) {
    return feedReader.liveness();
  }

  @Bean
  HealthIndicator partnerReaderHealthIndicator(StateReader partnerReader) {
    return partnerReader.liveness();
  }

  @Bean
  MeterBinder feedMeters(FeedStore feeds, List<StateReader> readers) {
    return meters -> {
      FunctionCounter.builder("dateline.changes.applied", feeds, FeedStore::applied)
          .register(meters);
      for (StateReader reader : readers) {
        FunctionCounter.builder("dateline.records.dropped", reader, StateReader::dropped)
            .tags("reader", "feed-api", "topic", reader.topic().topicName())
            .tag("reason", "unreadable")
            .register(meters);
      }
      FunctionCounter.builder("dateline.records.dropped", feeds, FeedStore::outdated)
          .tags("reader", "feed-api", "topic", "feed-state", "reason", "epoch")
          .register(meters);
    };
  }

  /** Not on the reader's thread, which the end of the application waits for. */
  private static Consumer<TopicMismatchException> stopping(
      ConfigurableApplicationContext application) {
    return mismatch -> {
      log.error("the feed-api stops: {}", mismatch.getMessage());
      new Thread(() -> System.exit(SpringApplication.exit(application, () -> 1)), "stop-feed-api")
          .start();
    };
  }
}
