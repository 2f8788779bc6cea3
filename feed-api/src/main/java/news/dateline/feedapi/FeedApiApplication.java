package news.dateline.feedapi;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
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
import news.dateline.events.TopicMismatchException;
import news.dateline.feedapi.access.AccessConfiguration;
import news.dateline.feedapi.access.Gate;
import news.dateline.feedapi.access.Partners;
import news.dateline.feedapi.access.StreamTokenRoutes;
import news.dateline.feedapi.delivery.Delivery;
import news.dateline.feedapi.delivery.StreamProperties;
import news.dateline.feedapi.feed.FeedRoutes;
import news.dateline.feedapi.feed.Reading;
import news.dateline.feedapi.http.Problems;
import news.dateline.feedapi.http.RequestDeadline;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.Feeds;
import news.dateline.feedapi.page.Assets;
import news.dateline.feedapi.page.Pages;
import news.dateline.feedapi.page.Texts;
import news.dateline.feedapi.stream.Proxies;
import news.dateline.feedapi.stream.StreamRoutes;
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
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** The public side as an application: {@code feed-state} in, pages and streams out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(AccessConfiguration.class)
@EnableAutoConfiguration
@EnableConfigurationProperties({
  KafkaProperties.class,
  FeedApiProperties.class,
  StreamProperties.class
})
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
  Feeds feeds() {
    return new Feeds();
  }

  /** Reads from here on, while the rest of the application is made: a large feed takes seconds. */
  @Bean(initMethod = "start", destroyMethod = "close")
  StateReader feedReader(
      Feeds feeds, KafkaProperties kafka, ConfigurableApplicationContext application) {
    StateReader.Intake intake =
        new StateReader.Intake(
            (key, value) -> feeds.apply(PublicState.read(key, value)), feeds::publish);
    return new StateReader(
        kafka.all(Topic.FEED_STATE), intake, Clock.systemUTC(), stopping(application));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  StateReader partnerReader(
      Partners partners, KafkaProperties kafka, ConfigurableApplicationContext application) {
    StateReader.Intake intake =
        new StateReader.Intake((key, value) -> partners.apply(Partner.read(value)), () -> {});
    return new StateReader(
        kafka.all(Topic.PARTNERS), intake, Clock.systemUTC(), stopping(application));
  }

  @Bean
  FeedLookup lookup(Feeds feeds, StateReader feedReader, StateReader partnerReader) {
    BooleanSupplier caughtUp = () -> feedReader.isCaughtUp() && partnerReader.isCaughtUp();
    return new FeedLookup(feeds, caughtUp, feedReader::upToEnd, Schedulers.parallel());
  }

  @Bean
  Delivery delivery(
      Feeds feeds, Partners partners, StreamProperties settings, MeterRegistry meters) {
    Delivery.Time time = new Delivery.Time(Schedulers.parallel(), Clock.systemUTC());
    Delivery delivery = new Delivery(feeds, settings, time, meters);
    partners.onChange(delivery::review);
    return delivery;
  }

  @Bean
  StreamRoutes streamRoutes(
      FeedLookup lookup, Gate gate, Delivery delivery, StreamProperties settings) {
    return new StreamRoutes(lookup, gate, delivery, new Proxies(settings.trustedProxies()));
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
  MessageSource messageSource() {
    return Texts.bundles();
  }

  @Bean
  Texts texts(MessageSource messages) {
    return new Texts(messages);
  }

  @Bean
  Assets assets() {
    return new Assets();
  }

  @Bean
  Pages pages(Texts texts, Assets assets) {
    return new Pages(texts, assets);
  }

  @Bean
  Problems problems(Pages pages) {
    return new Problems(pages);
  }

  @Bean
  FeedRoutes feedRoutes(Feeds feeds, FeedLookup lookup, Gate gate, Pages pages, Assets assets) {
    return new FeedRoutes(new Reading(feeds, lookup, gate), pages, assets);
  }

  @Bean
  RouterFunction<ServerResponse> feedPaths(
      FeedRoutes feeds, FeedApiProperties settings, Texts texts) {
    return feeds.routes(settings.home(), texts);
  }

  @Bean
  RouterFunction<ServerResponse> streamPaths(StreamRoutes streams, StreamTokenRoutes tokens) {
    return streams.routes().and(tokens.routes());
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
  MeterBinder feedMeters(Feeds feeds, List<StateReader> readers) {
    return meters -> {
      FunctionCounter.builder("dateline.changes.applied", feeds, Feeds::applied).register(meters);
      for (StateReader reader : readers) {
        FunctionCounter.builder("dateline.records.dropped", reader, StateReader::dropped)
            .tags("reader", "feed-api", "topic", reader.topic().topicName())
            .tag("reason", "unreadable")
            .register(meters);
      }
      FunctionCounter.builder("dateline.records.dropped", feeds, Feeds::outdated)
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
