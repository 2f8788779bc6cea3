package news.dateline.producer.newslog;

import java.time.Duration;
import java.util.List;
import news.dateline.events.TopicReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while Kafka answers and all that was there at the start has been read. */
record TopicsHealth(List<TopicReader> readers) implements HealthIndicator {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  @Override
  public Health health() {
    boolean caughtUp = readers.stream().allMatch(TopicReader::isCaughtUp);
    boolean heard = readers.stream().allMatch(reader -> reader.heardWithin(SILENCE));
    return (caughtUp && heard ? Health.up() : Health.down())
        .withDetail("caughtUp", caughtUp)
        .withDetail("heardWithin10s", heard)
        .build();
  }
}
