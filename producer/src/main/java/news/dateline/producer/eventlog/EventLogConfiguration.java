package news.dateline.producer.eventlog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections to Kafka; they open at the start and close after the web server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
public class EventLogConfiguration {
  @Bean
  EventLog eventLog(KafkaProperties kafka) {
    return new EventLog(kafka);
  }

  @Bean
  TopicMismatchHandler topicRefusal(ApplicationContext context) {
    return new TopicMismatchHandler(context);
  }

  @Bean(initMethod = "start")
  Feeds feeds(KafkaProperties kafka, TopicMismatchHandler refusal, Clock clock) {
    return new Feeds(kafka, refusal, clock);
  }

  @Bean(initMethod = "start")
  Items items(KafkaProperties kafka, Feeds feeds, TopicMismatchHandler refusal, Clock clock) {
    return new Items(kafka, feeds, refusal, clock);
  }

  @Bean(initMethod = "open")
  Outcomes outcomes(KafkaProperties kafka, TopicMismatchHandler refusal, Clock clock) {
    return new Outcomes(kafka, refusal, clock);
  }

  @Bean(initMethod = "start")
  Partners partners(KafkaProperties kafka, TopicMismatchHandler refusal, Clock clock) {
    return new Partners(kafka, refusal, clock);
  }

  @Bean
  TopicsHealth topicsHealthIndicator(
      Feeds feeds, Items items, Outcomes outcomes, Partners partners) {
    return new TopicsHealth(
        List.of(feeds.reader(), items.reader(), outcomes.reader(), partners.reader()));
  }

  @Bean
  MeterBinder droppedRecords(Feeds feeds, Items items, Outcomes outcomes, Partners partners) {
    Map<Topic, CompactedTopicReader> readers =
        Map.of(
            Topic.FEED_STATE, feeds.reader(),
            Topic.DESK_STATE, items.reader(),
            Topic.NEWS_OUTCOMES, outcomes.reader(),
            Topic.PARTNERS, partners.reader());
    return registry ->
        readers.forEach(
            (topic, reader) ->
                FunctionCounter.builder(
                        "dateline.records.dropped", reader, CompactedTopicReader::dropped)
                    .tags("reader", "producer", "topic", topic.topicName(), "reason", "unreadable")
                    .register(registry));
  }
}
