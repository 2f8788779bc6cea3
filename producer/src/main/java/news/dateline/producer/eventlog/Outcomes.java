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
import news.dateline.events.UnreadableRecordException;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * What became of the last 100,000 events, from {@code news-outcomes}.
 *
 * <p>Stops before the web server does, so that who waits for an outcome gets an answer and not a
 * closed connection.
 */
public final class Outcomes implements SmartLifecycle, AutoCloseable {
  private static final long NEWEST = 200_000;

  private final OutcomeRecordHandler records;
  private final CompactedTopicReader reader;
  private volatile boolean running;

  Outcomes(KafkaSettings kafka, Consumer<TopicMismatchException> onTopicMismatch, Clock clock) {
    records = OutcomeRecordHandler.bounded();
    reader =
        new CompactedTopicReader(
            new CompactedTopicReader.Source(kafka, Topic.NEWS_OUTCOMES, NEWEST),
            records,
            onTopicMismatch,
            clock);
  }

  /**
   * The outcome of the record at this place, as soon as it is decided; empty when that takes longer
   * than the given time. One event can stand at several places, by retries, and each has an outcome
   * of its own.
   */
  public Mono<Outcome> at(RecordCoordinates place, Duration longest) {
    return records.byPlace().await(place.toString(), longest);
  }

  /**
   * The newest outcome of an event, as soon as it is decided; empty when that takes longer. A held
   * event gets a final one later; other uses of its id do not change what became of it.
   */
  public Mono<Outcome> of(EventId event, Duration longest) {
    return records.byEvent().await(event, longest);
  }

  /** The item's version as the newest outcome tells it; empty where none of late was about it. */
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
    records.byPlace().close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void close() {
    reader.close();
  }

  /** Sorts the records for those who ask by event and those who wait at a place. */
  record OutcomeRecordHandler(
      AwaitableCache<EventId, Outcome> byEvent,
      AwaitableCache<String, Outcome> byPlace,
      AwaitableCache<String, Integer> byItem)
      implements CompactedTopicReader.RecordHandler {
    static OutcomeRecordHandler bounded() {
      return new OutcomeRecordHandler(
          new AwaitableCache<>(100_000, OutcomeRecordHandler::isHeld),
          new AwaitableCache<>(10_000, OutcomeRecordHandler::isHeld),
          new AwaitableCache<>(10_000, version -> true));
    }

    /** A held event has its final outcome yet to come. */
    private static boolean isHeld(Outcome outcome) {
      return outcome.status() == Outcome.Status.HELD;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> entry) {
      Outcome outcome = outcome(entry);
      if (outcome.reason() != RejectionReason.ID_REUSED) {
        byEvent.add(outcome.eventId(), outcome);
      }
      Header cause = entry.headers().lastHeader("cause");
      if (cause != null && cause.value() != null) {
        byPlace.add(new String(cause.value(), UTF_8), outcome);
      }
      if (outcome.item() != null && outcome.version() != null) {
        byItem.add(outcome.feed() + "/" + outcome.item(), outcome.version());
      }
    }

    private static Outcome outcome(ConsumerRecord<byte[], byte[]> entry) {
      if (entry.value() == null) {
        throw new UnreadableRecordException("no value");
      }
      try {
        return Json.read(entry.value(), Outcome.class);
      } catch (JacksonException e) {
        throw new UnreadableRecordException(e.getClass().getSimpleName());
      }
    }
  }
}
