package news.dateline.feedapi;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import news.dateline.events.Partner;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.feedapi.access.Partners;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.sse.BusyReason;
import news.dateline.support.boot.HostName;
import news.dateline.support.boot.TopicMismatchHandler;
import news.dateline.support.boot.TopicReaders;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.validation.annotation.Validated;
import reactor.core.scheduler.Schedulers;

/**
 * The topics that feed-api reads and writes, the feeds in memory, and the health of the readers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicConfiguration.TopicProperties.class)
class TopicConfiguration {

  /**
   * Settings for the time in which Kafka does not answer.
   *
   * @param maxStaleness Time without an answer of Kafka for which the replica stays ready and is
   *     given readers. 0: for ever.
   */
  @ConfigurationProperties("dateline")
  @Validated
  record TopicProperties(@DefaultValue("15m") @DurationMin(millis = 0) Duration maxStaleness) {}

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  FeedStore feedStore() {
    return new FeedStore();
  }

  @Bean
  TopicMismatchHandler topicMismatchHandler(ApplicationContext context) {
    return new TopicMismatchHandler(context);
  }

  /** Starts to read while the other beans are created, because a large feed takes seconds. */
  @Bean(initMethod = "start", destroyMethod = "close")
  CompactedTopicReader feedReader(
      FeedStore feeds, KafkaSettings kafka, TopicMismatchHandler onTopicMismatch, Clock clock) {
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
        CompactedTopicReader.Source.all(kafka, Topic.FEED_STATE), handler, onTopicMismatch, clock);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  CompactedTopicReader partnerReader(
      Partners partners, KafkaSettings kafka, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new CompactedTopicReader(
        CompactedTopicReader.Source.all(kafka, Topic.PARTNERS),
        entry -> partners.apply(Partner.read(entry.value())),
        onTopicMismatch,
        clock);
  }

  @Bean
  FeedLookup feedLookup(
      FeedStore feeds, CompactedTopicReader feedReader, CompactedTopicReader partnerReader) {
    BooleanSupplier caughtUp = () -> feedReader.isCaughtUp() && partnerReader.isCaughtUp();
    return new FeedLookup(feeds, caughtUp, () -> readToEnd(feedReader), Schedulers.parallel());
  }

  private static CompletableFuture<Void> readToEnd(CompactedTopicReader reader) {
    return reader.isConnected()
        ? reader.readToEnd()
        : CompletableFuture.failedFuture(new FeedUnavailableException(BusyReason.KAFKA_AWAY));
  }

  @Bean
  ReachTopic reachTopic(KafkaSettings kafka) {
    return new ReachTopic(kafka);
  }

  /** Reports once the topics are read, so that their writer does not create one of them. */
  @Bean
  ReachReporter reachReporter(
      FeedStore feeds,
      StreamHub hub,
      ReachTopic topic,
      TopicReaders readers,
      Environment environment,
      Clock clock) {
    ReachReporter reporter =
        new ReachReporter(replicaName(environment), feeds, topic::write, clock);
    BooleanSupplier caughtUp =
        () -> readers.readers().stream().allMatch(CompactedTopicReader::isCaughtUp);
    feeds.onChange(
        feed -> {
          if (caughtUp.getAsBoolean()) {
            reporter.onChange(feed);
          }
        });
    hub.onCount(
        counts -> {
          if (caughtUp.getAsBoolean()) {
            reporter.onCount(counts);
          }
        });
    return reporter;
  }

  /** Returns the name of the machine and the port, which is known once the web server runs. */
  private static Supplier<String> replicaName(Environment environment) {
    String host = HostName.find().orElse("feed-api");
    return () -> host + ":" + environment.getProperty("local.server.port", "?");
  }

  @Bean
  TopicReaders topicReaders(List<CompactedTopicReader> readers) {
    return new TopicReaders("feed-api", readers);
  }

  @Bean
  HealthIndicator topicsHealthIndicator(TopicReaders readers, TopicProperties settings) {
    return readers.readiness(settings.maxStaleness());
  }

  @Bean
  HealthIndicator kafkaHealthIndicator(TopicReaders readers) {
    return readers.kafka();
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
