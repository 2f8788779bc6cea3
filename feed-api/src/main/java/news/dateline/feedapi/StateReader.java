package news.dateline.feedapi;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.sse.BusyReason;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reads all of a compacted topic into memory, as long as the application runs. */
final class StateReader implements CompactedTopicReader.RecordHandler {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Topic topic;
  private final RecordHandler intake;
  private final Consumer<TopicMismatchException> refused;
  private final CompactedTopicReader reader;

  /**
   * Where records go, on the reader's thread.
   *
   * @param each takes a record's key and value; an {@link UnreadableRecordException} or any other
   *     one has it skipped
   * @param pollEnded is run after some of them
   */
  record RecordHandler(BiConsumer<byte[], byte[]> each, Runnable pollEnded) {}

  /**
   * @param refused is told, on the reader's thread, that the topics are not what the rules need
   */
  StateReader(
      CompactedTopicReader.Source source,
      RecordHandler intake,
      Clock clock,
      Consumer<TopicMismatchException> refused) {
    this.topic = source.topic();
    this.intake = intake;
    this.refused = refused;
    this.reader = new CompactedTopicReader(source, this, clock);
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> entry) {
    try {
      intake.each().accept(entry.key(), entry.value());
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (RuntimeException e) {
      // JSON of the right form that says nothing sensible; nothing has been changed by it
      throw new UnreadableRecordException(e.getClass().getSimpleName());
    }
  }

  @Override
  public void pollEnded() {
    intake.pollEnded().run();
  }

  @Override
  public void onTopicMismatch(TopicMismatchException mismatch) {
    refused.accept(mismatch);
  }

  Topic topic() {
    return topic;
  }

  boolean isCaughtUp() {
    return reader.isCaughtUp();
  }

  CompletableFuture<Void> readToEnd() {
    return reader.lastContactWithin(SILENCE)
        ? reader.readToEnd()
        : CompletableFuture.failedFuture(new FeedUnavailableException(BusyReason.KAFKA_AWAY));
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
      return reader.lastContactWithin(SILENCE)
          ? Health.up().build()
          : Health.outOfService().withDetail("reason", "Kafka does not answer").build();
    };
  }

  /** Whether the reader's thread lives: nothing but a restart brings it back. */
  HealthIndicator liveness() {
    return () -> reader.isAlive() ? Health.up().build() : Health.down().build();
  }

  void start() {
    reader.start();
  }

  void close() {
    reader.close();
  }
}
