package news.dateline.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import news.dateline.consumer.topology.FeedTopology;
import news.dateline.consumer.topology.OutcomeListener;
import news.dateline.events.Outcome;
import news.dateline.events.Topic;
import news.dateline.support.boot.PrivateDirectory;
import news.dateline.support.boot.TopicMismatchHandler;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.web.ProblemHandler;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthIndicatorProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the consumer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsumerProperties.class)
class ConsumerConfiguration {
  @Bean
  FeedTopology.Timing timing(ConsumerProperties settings) {
    return FeedTopology.Timing.of(settings.commitInterval());
  }

  @Bean
  KafkaStreamsLifecycle kafkaStreamsLifecycle(
      KafkaSettings kafka,
      ConsumerProperties settings,
      FeedTopology.Timing timing,
      MeterRegistry meters,
      ApplicationContext application) {
    StreamsSettings.refuseOwn(kafka);
    Topology topology =
        FeedTopology.build(kafka.names(), new EpochGenerator(), timing, new OutcomeCounter(meters));
    return new KafkaStreamsLifecycle(
        new KafkaStreamsLifecycle.Application(kafka, settings, topology),
        listener(meters, settings.stateDir(), application),
        Clock.systemUTC());
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

  @Bean
  ProblemHandler problemHandler() {
    return new ProblemHandler();
  }

  /** The disk of the state stores, instead of that of the working directory. */
  @Bean
  DiskSpaceHealthIndicator diskSpaceHealthIndicator(
      ConsumerProperties settings, DiskSpaceHealthIndicatorProperties disk) {
    return new DiskSpaceHealthIndicator(settings.stateDir().toFile(), disk.getThreshold());
  }

  private record OutcomeCounter(MeterRegistry meters) implements OutcomeListener {
    @Override
    public void decided(Outcome outcome) {
      String status = outcome.status().name().toLowerCase(Locale.ROOT);
      meters.counter("dateline.events.decided", "status", status).increment();
    }

    @Override
    public void setAside(String reason) {
      String topic = Topic.NEWS_EVENTS.topicName();
      meters
          .counter(
              "dateline.records.dropped", "reader", "consumer", "topic", topic, "reason", reason)
          .increment();
    }
  }

  private static KafkaStreamsLifecycle.StreamsListener listener(
      MeterRegistry meters, Path stateDir, ApplicationContext application) {
    TopicMismatchHandler mismatchHandler = new TopicMismatchHandler(application);
    return new KafkaStreamsLifecycle.StreamsListener() {
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
      public void stop(String reason) {
        mismatchHandler.stop(reason);
      }
    };
  }
}
