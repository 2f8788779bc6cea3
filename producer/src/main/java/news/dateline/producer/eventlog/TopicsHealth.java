package news.dateline.producer.eventlog;

import java.time.Duration;
import java.util.List;
import news.dateline.support.kafka.CompactedTopicReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while Kafka answers and all that was there at the start has been read. */
record TopicsHealth(List<CompactedTopicReader> readers) implements HealthIndicator {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  @Override
  public Health health() {
    boolean caughtUp = readers.stream().allMatch(CompactedTopicReader::isCaughtUp);
    boolean heard = readers.stream().allMatch(reader -> reader.lastContactWithin(SILENCE));
    return (caughtUp && heard ? Health.up() : Health.down())
        .withDetail("caughtUp", caughtUp)
        .withDetail("heardWithin10s", heard)
        .build();
  }
}
