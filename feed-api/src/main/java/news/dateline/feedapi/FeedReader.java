package news.dateline.feedapi;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.events.TopicMismatchException;
import news.dateline.events.TopicReader;
import news.dateline.events.UnreadableRecordException;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.index.Feeds;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Reads all of {@code feed-state} into the feeds, as long as the application runs. */
final class FeedReader implements TopicReader.Handler, SmartLifecycle {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  // longer ago than anything the reader can have heard, so that only its thread counts

  private final Feeds feeds;
  private final Consumer<TopicMismatchException> refused;
  private final TopicReader reader;
  private volatile boolean running;

  /**
   * @param refused is told, on the reader's thread, that the topics are not what the rules need
   */
  FeedReader(
      Feeds feeds, KafkaProperties kafka, Clock clock, Consumer<TopicMismatchException> refused) {
    this.feeds = feeds;
    this.refused = refused;
    this.reader =
        new TopicReader(
            new TopicReader.Source(kafka.bootstrapServers(), Topic.FEED_STATE, Long.MAX_VALUE),
            this,
            clock);
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> entry) {
    PublicState state = PublicState.read(entry.key(), entry.value());
    try {
      feeds.apply(state);
    } catch (RuntimeException e) {
      // JSON of the right form that says nothing sensible; nothing has been changed by it
      throw new UnreadableRecordException(e.getClass().getSimpleName());
    }
  }

  @Override
  public void pollEnded() {
    feeds.publish();
  }

  @Override
  public void refused(TopicMismatchException mismatch) {
    refused.accept(mismatch);
  }

  boolean isCaughtUp() {
    return reader.isCaughtUp();
  }

  CompletableFuture<Void> upToEnd() {
    return reader.heardWithin(SILENCE)
        ? reader.upToEnd()
        : CompletableFuture.failedFuture(new FeedUnavailableException("kafka-away"));
  }

  long dropped() {
    return reader.dropped();
  }

  /** Whether what is shown is what Kafka has: it answered lately, and all has been read. */
  HealthIndicator readiness() {
    return () -> {
      if (!reader.isCaughtUp()) {
        return Health.outOfService().withDetail("reason", "still reading").build();
      }
      return reader.heardWithin(SILENCE)
          ? Health.up().build()
          : Health.outOfService().withDetail("reason", "Kafka does not answer").build();
    };
  }

  /** Whether the reader's thread lives: nothing but a restart brings it back. */
  HealthIndicator liveness() {
    return () -> reader.isAlive() ? Health.up().build() : Health.down().build();
  }

  @Override
  public void start() {
    running = true;
    reader.start();
  }

  @Override
  public void stop() {
    running = false;
    reader.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, and after it at the end. */
  @Override
  public int getPhase() {
    return 0;
  }
}
