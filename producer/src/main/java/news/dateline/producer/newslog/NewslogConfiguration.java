package news.dateline.producer.newslog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import news.dateline.events.TopicReader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections to Kafka; they open at the start and close after the web server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
public class NewslogConfiguration {
  @Bean
  EventLog eventLog(KafkaProperties kafka) {
    return new EventLog(kafka);
  }

  @Bean
  TopicRefusal topicRefusal(ApplicationContext context) {
    return new TopicRefusal(context);
  }

  @Bean(initMethod = "start")
  Feeds feeds(KafkaProperties kafka, TopicRefusal refusal, Clock clock) {
    return new Feeds(kafka, refusal, clock);
  }

  @Bean(initMethod = "open")
  Outcomes outcomes(KafkaProperties kafka, TopicRefusal refusal, Clock clock) {
    return new Outcomes(kafka, refusal, clock);
  }

  @Bean
  TopicsHealth topicsHealthIndicator(Feeds feeds, Outcomes outcomes) {
    return new TopicsHealth(List.of(feeds.reader(), outcomes.reader()));
  }

  @Bean
  MeterBinder droppedRecords(Feeds feeds, Outcomes outcomes) {
    return registry -> {
      FunctionCounter.builder("dateline.records.dropped", feeds.reader(), TopicReader::dropped)
          .tags("reader", "producer", "topic", "feed-state", "reason", "unreadable")
          .register(registry);
      FunctionCounter.builder("dateline.records.dropped", outcomes.reader(), TopicReader::dropped)
          .tags("reader", "producer", "topic", "news-outcomes", "reason", "unreadable")
          .register(registry);
    };
  }
}
