package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * The outcomes of the last 100,000 events, from {@code news-outcomes}. Stops before the web server,
 * so that a request that awaits an outcome gets a response, not a closed connection. Thread-safe.
 */
public final class Outcomes implements SmartLifecycle, AutoCloseable {
  private static final long TAIL_OFFSETS = 200_000;

  private final OutcomeRecordHandler records;
  private final CompactedTopicReader reader;
  private volatile boolean running;

  Outcomes(KafkaSettings kafka, Consumer<TopicMismatchException> onTopicMismatch, Clock clock) {
    records = OutcomeRecordHandler.bounded();
    reader =
        new CompactedTopicReader(
            new CompactedTopicReader.Source(kafka, Topic.NEWS_OUTCOMES, TAIL_OFFSETS),
            records,
            onTopicMismatch,
            clock);
  }

  /**
   * Emits the outcome of the record at these coordinates as soon as it is decided; completes empty
   * after the timeout. Retries write one event several times; each record has its own outcome.
   */
  public Mono<Outcome> await(RecordCoordinates coordinates, Duration timeout) {
    return records.byCoordinates().await(coordinates.toString(), timeout);
  }

  /**
   * Emits the latest outcome of the event as soon as it is decided; completes empty after the
   * timeout. A held event later gets a final outcome. A reused id does not change the outcome.
   */
  public Mono<Outcome> await(EventId event, Duration timeout) {
    return records.byEvent().await(event, timeout);
  }

  /** The item's version in its latest outcome; empty if no recent outcome concerns the item. */
  public Mono<Integer> version(FeedId feed, ItemId item) {
    return records.byItem().await(feed + "/" + item, Duration.ZERO);
  }

  CompactedTopicReader reader() {
    return reader;
  }

  void open() {
    reader.start();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    records.byEvent().close();
    records.byCoordinates().close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void close() {
    reader.close();
  }

  /** Indexes the outcomes by event, by coordinates of the event's record, and by item. */
  record OutcomeRecordHandler(
      AwaitableCache<EventId, Outcome> byEvent,
      AwaitableCache<String, Outcome> byCoordinates,
      AwaitableCache<String, Integer> byItem)
      implements CompactedTopicReader.RecordHandler {
    static OutcomeRecordHandler bounded() {
      return new OutcomeRecordHandler(
          new AwaitableCache<>(100_000, OutcomeRecordHandler::isHeld),
          new AwaitableCache<>(10_000, OutcomeRecordHandler::isHeld),
          new AwaitableCache<>(10_000, version -> true));
    }

    /** Returns true if the event will get a final outcome later. */
    private static boolean isHeld(Outcome outcome) {
      return outcome.status() == Outcome.Status.HELD;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
      Outcome outcome = Json.readRecord(record.value(), Outcome.class);
      if (outcome.reason() != RejectionReason.ID_REUSED) {
        byEvent.add(outcome.eventId(), outcome);
      }
      Header cause = record.headers().lastHeader("cause");
      if (cause != null && cause.value() != null) {
        byCoordinates.add(new String(cause.value(), UTF_8), outcome);
      }
      if (outcome.item() != null && outcome.version() != null) {
        byItem.add(outcome.feed() + "/" + outcome.item(), outcome.version());
      }
    }
  }
}
