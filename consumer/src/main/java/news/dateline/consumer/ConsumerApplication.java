package news.dateline.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import news.dateline.consumer.topology.FeedTopology;
import news.dateline.consumer.topology.OutcomeListener;
import news.dateline.support.boot.KafkaConfiguration;
import news.dateline.support.boot.PrivateDirectory;
import news.dateline.support.boot.ServiceApplication;
import news.dateline.support.boot.TopicMismatchHandler;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.support.web.RequestBodies;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthIndicatorProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Decides the events on {@code news-events} and writes the state of every feed. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({KafkaConfiguration.class, RequestBodies.class})
@EnableConfigurationProperties(ConsumerProperties.class)
public class ConsumerApplication {
  public static void main(String[] args) {
    ServiceApplication.run(application(), args);
  }

  /** Returns the application, not started, with its settings from {@code consumer.yml}. */
  public static SpringApplication application() {
    return ServiceApplication.of(ConsumerApplication.class, "consumer");
  }

  @Bean
  KafkaStreamsLifecycle kafkaStreamsLifecycle(
      KafkaSettings kafka,
      ConsumerProperties settings,
      MeterRegistry meters,
      ApplicationContext application) {
    return new KafkaStreamsLifecycle(
        kafka,
        settings,
        FeedTopology.build(
            new EpochGenerator(),
            new FeedTopology.Timing(settings.segment(), settings.commitInterval()),
            outcomeCounter(meters)),
        listener(meters, settings.stateDir(), application));
  }

  @Bean
  FeedProcessingHealth feedProcessingHealthIndicator(
      KafkaStreamsLifecycle lifecycle, KafkaSettings kafka) {
    return new FeedProcessingHealth(lifecycle, kafka);
  }

  @Bean
  StreamsLiveness streamThreadsHealthIndicator(KafkaStreamsLifecycle lifecycle) {
    return new StreamsLiveness(lifecycle);
  }

  /** The disk of the state stores, instead of that of the working directory. */
  @Bean
  DiskSpaceHealthIndicator diskSpaceHealthIndicator(
      ConsumerProperties settings, DiskSpaceHealthIndicatorProperties disk) {
    return new DiskSpaceHealthIndicator(settings.stateDir().toFile(), disk.getThreshold());
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
      MeterRegistry meters, Path stateDir, ApplicationContext application) {
    TopicMismatchHandler mismatchHandler = new TopicMismatchHandler(application);
    return new KafkaStreamsLifecycle.Listener() {
      @Override
      public void started(KafkaStreams streams) {
        new KafkaStreamsMetrics(streams).bindTo(meters);
        try {
          // Kafka Streams has created it and lets the group of its owner in
          PrivateDirectory.create(stateDir);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void onTopicMismatch(TopicMismatchException mismatch) {
        mismatchHandler.accept(mismatch);
      }
    };
  }
}
