package news.dateline.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Locale;
import java.util.Map;
import news.dateline.consumer.topology.FeedTopology;
import news.dateline.consumer.topology.OutcomeListener;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Decides the events on {@code news-events} and writes the state of every feed. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties({KafkaProperties.class, ConsumerProperties.class})
public class ConsumerApplication {
  private static final Logger log = LoggerFactory.getLogger(ConsumerApplication.class);

  public static void main(String[] args) {
    application().run(args);
  }

  /** Returns the application, not started, with its settings from {@code consumer.yml}. */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(ConsumerApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "consumer"));
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    return application;
  }

  @Bean
  KafkaStreamsLifecycle kafkaStreamsLifecycle(
      KafkaProperties kafka,
      ConsumerProperties settings,
      MeterRegistry meters,
      ConfigurableApplicationContext application) {
    return new KafkaStreamsLifecycle(
        kafka,
        settings,
        FeedTopology.build(
            new EpochGenerator(),
            new FeedTopology.Timing(settings.segment(), settings.commitInterval()),
            outcomeCounter(meters)),
        listener(meters, application));
  }

  @Bean
  FeedProcessingHealth feedBuilderHealthIndicator(
      KafkaStreamsLifecycle lifecycle, KafkaProperties kafka) {
    return new FeedProcessingHealth(lifecycle, kafka);
  }

  @Bean
  StreamsLiveness threadsHealthIndicator(KafkaStreamsLifecycle lifecycle) {
    return new StreamsLiveness(lifecycle);
  }

  private static OutcomeListener outcomeCounter(MeterRegistry meters) {
    return outcome ->
        meters
            .counter(
                "dateline.events.decided",
                "status",
                outcome.status().name().toLowerCase(Locale.ROOT))
            .increment();
  }

  private static KafkaStreamsLifecycle.Listener listener(
      MeterRegistry meters, ConfigurableApplicationContext application) {
    return new KafkaStreamsLifecycle.Listener() {
      @Override
      public void started(KafkaStreams streams) {
        new KafkaStreamsMetrics(streams).bindTo(meters);
      }

      @Override
      public void onTopicMismatch(TopicMismatchException mismatch) {
        log.error("The consumer stops: {}", mismatch.getMessage());
        System.exit(SpringApplication.exit(application, () -> 1));
      }
    };
  }
}
