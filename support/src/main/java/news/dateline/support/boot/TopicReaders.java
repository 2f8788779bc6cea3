package news.dateline.support.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
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

  /** Up if all records present at the start have been read and Kafka has answered within 10 s. */
  public HealthIndicator readiness() {
    return () -> {
      boolean caughtUp = readers.stream().allMatch(CompactedTopicReader::isCaughtUp);
      boolean connected = readers.stream().allMatch(CompactedTopicReader::isConnected);
      return (caughtUp && connected ? Health.up() : Health.outOfService())
          .withDetail("caughtUp", caughtUp)
          .withDetail("connected", connected)
          .build();
    };
  }

  /** Up if the thread of every reader is alive. Only a restart can replace a dead one. */
  public HealthIndicator liveness() {
    return () ->
        (readers.stream().allMatch(CompactedTopicReader::isAlive) ? Health.up() : Health.down())
            .build();
  }

  /** Counts the records that could not be read and were skipped. */
  @Override
  public void bindTo(MeterRegistry registry) {
    for (CompactedTopicReader reader : readers) {
      FunctionCounter.builder("dateline.records.dropped", reader, CompactedTopicReader::dropped)
          .tags("reader", service, "topic", reader.topic().topicName(), "reason", "unreadable")
          .register(registry);
    }
  }
}
