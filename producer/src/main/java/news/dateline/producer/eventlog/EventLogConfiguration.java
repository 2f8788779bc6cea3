package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import news.dateline.events.Topic;
import news.dateline.support.boot.KafkaConfiguration;
import news.dateline.support.boot.TopicMismatchHandler;
import news.dateline.support.boot.TopicReaders;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans that connect to Kafka. They start before the web server and close after it. */
@Configuration(proxyBeanMethods = false)
@Import(KafkaConfiguration.class)
@EnableConfigurationProperties(FreeSpaceProperties.class)
public class EventLogConfiguration {
  /** Named for health, in place of Boot's check of the working directory. */
  @Bean(name = "diskSpaceHealthIndicator", initMethod = "start")
  FreeSpace freeSpace(KafkaSettings kafka, FreeSpaceProperties settings) {
    return new FreeSpace(kafka, settings.minFreeSpace());
  }

  @Bean
  EventLog eventLog(
      KafkaSettings kafka, FreeSpace freeSpace, Feeds feeds, TopicMismatchHandler onTopicMismatch) {
    return new EventLog(
        kafka,
        freeSpace,
        (topic, partitions) ->
            checkPartitions(topic, partitions, feeds.reader().partitions(), onTopicMismatch));
  }

  /**
   * Stops the producer if partitions were added since the start. No consumer decides the events in
   * them.
   *
   * @param checked the number of partitions at the start; 0 before the check
   */
  private static int checkPartitions(
      String topic, int partitions, int checked, TopicMismatchHandler onTopicMismatch) {
    if (checked == 0) {
      throw new KafkaException("the topics have not been checked yet");
    }
    if (partitions != checked) {
      TopicMismatchException mismatch =
          TopicMismatchException.ofPartitions(
              Map.of(topic, partitions, "all topics at the start", checked));
      onTopicMismatch.accept(mismatch);
      throw new KafkaException(mismatch);
    }
    return partitions;
  }

  @Bean
  TopicMismatchHandler topicMismatchHandler(ApplicationContext context) {
    return new TopicMismatchHandler(context);
  }

  @Bean(initMethod = "start")
  Feeds feeds(KafkaSettings kafka, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new Feeds(kafka, onTopicMismatch, clock);
  }

  @Bean(initMethod = "start")
  EditorialItems items(
      KafkaSettings kafka, Feeds feeds, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new EditorialItems(kafka, feeds, onTopicMismatch, clock);
  }

  @Bean
  RecentItems recentItems(Feeds feeds, EditorialItems items) {
    return new RecentItems(feeds, items);
  }

  @Bean(initMethod = "open")
  Outcomes outcomes(KafkaSettings kafka, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new Outcomes(kafka, onTopicMismatch, clock);
  }

  @Bean(initMethod = "start")
  Partners partners(
      KafkaSettings kafka, EventLog log, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new Partners(kafka, log, onTopicMismatch, clock);
  }

  @Bean(initMethod = "start")
  Identities identities(
      KafkaSettings kafka, EventLog log, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new Identities(kafka, log, onTopicMismatch, clock);
  }

  @Bean(initMethod = "start")
  Sessions sessions(
      KafkaSettings kafka, EventLog log, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new Sessions(kafka, log, onTopicMismatch, clock);
  }

  @Bean(initMethod = "start")
  ReachReports reachReports(
      KafkaSettings kafka, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new ReachReports(kafka, onTopicMismatch, clock);
  }

  @Bean(initMethod = "start")
  Presences presences(
      KafkaSettings kafka, EventLog log, TopicMismatchHandler onTopicMismatch, Clock clock) {
    return new Presences(kafka, log, onTopicMismatch, clock);
  }

  @Bean
  ErasedNames erasedNames(Identities identities, EventLog log, Clock clock) {
    String segment = Topic.IDENTITIES.settings().get(TopicConfig.SEGMENT_MS_CONFIG);
    return new ErasedNames(
        identities, log, clock, Duration.ofMillis(Long.parseLong(Objects.requireNonNull(segment))));
  }

  /**
   * The readers of {@code reach} and {@code presence} are not included: a producer can publish
   * without them.
   */
  @Bean
  TopicReaders topicReaders(
      Feeds feeds,
      EditorialItems items,
      Outcomes outcomes,
      Partners partners,
      Identities identities,
      Sessions sessions) {
    return new TopicReaders(
        "producer",
        List.of(
            feeds.reader(),
            items.reader(),
            outcomes.reader(),
            partners.reader(),
            identities.reader(),
            sessions.reader()));
  }

  @Bean
  HealthIndicator topicsHealthIndicator(TopicReaders readers) {
    return readers.readiness(CompactedTopicReader.CONTACT_TIMEOUT);
  }

  @Bean
  HealthIndicator kafkaHealthIndicator(TopicReaders readers) {
    return readers.kafka();
  }

  @Bean
  HealthIndicator topicReadersHealthIndicator(TopicReaders readers) {
    return readers.liveness();
  }
}
