package news.dateline.support.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import news.dateline.support.kafka.CompactedTopicReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health and the metrics of the topic readers of a service.
 *
 * @param service the name of the service, for the metrics
 */
public record TopicReaders(String service, List<CompactedTopicReader> readers)
    implements MeterBinder {

  /**
   * Up if all records present at the start have been read and Kafka has answered within the given
   * time.
   *
   * @param maxSilence zero: for ever
   */
  public HealthIndicator readiness(Duration maxSilence) {
    return () -> {
      boolean caughtUp = readers.stream().allMatch(CompactedTopicReader::isCaughtUp);
      boolean current = maxSilence.isZero() || silence().compareTo(maxSilence) < 0;
      return (caughtUp && current ? Health.up() : Health.outOfService())
          .withDetail("caughtUp", caughtUp)
          .withDetail("current", current)
          .build();
    };
  }

  /** Up if Kafka has answered all readers within {@link CompactedTopicReader#CONTACT_TIMEOUT}. */
  public HealthIndicator kafka() {
    return () -> {
      boolean connected = readers.stream().allMatch(CompactedTopicReader::isConnected);
      return (connected ? Health.up() : Health.down())
          .withDetail("silentSeconds", silence().toSeconds())
          .build();
    };
  }

  /** Returns the time since Kafka answered the reader that has waited longest. */
  private Duration silence() {
    return readers.stream()
        .map(CompactedTopicReader::silence)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Up if the thread of every reader is alive. Only a restart can replace a dead one. */
  public HealthIndicator liveness() {
    return () ->
        (readers.stream().allMatch(CompactedTopicReader::isAlive) ? Health.up() : Health.down())
            .build();
  }

  /** Counts the records that could not be read and were skipped, and measures Kafka's silence. */
  @Override
  public void bindTo(MeterRegistry registry) {
    TimeGauge.builder(
            "dateline.kafka.silence", this, TimeUnit.MILLISECONDS, all -> all.silence().toMillis())
        .description("time since Kafka answered the reader that has waited longest")
        .tag("reader", service)
        .register(registry);
    for (CompactedTopicReader reader : readers) {
      FunctionCounter.builder("dateline.records.dropped", reader, CompactedTopicReader::dropped)
          .tags("reader", service, "topic", reader.topic().topicName(), "reason", "unreadable")
          .register(registry);
    }
  }
}
