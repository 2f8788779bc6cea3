package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemId;
import news.dateline.events.Presence;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The editors who have an item in the form of the desk, on the topic {@code presence}. An entry is
 * a hint, never a lock. It expires {@link #MAX_SILENCE} after its last announcement. Thread-safe.
 */
public final class Presences implements AutoCloseable {
  static final Duration MAX_SILENCE = Duration.ofSeconds(15);

  /** At most one record is written in this time for an editor and an item. */
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);

  private static final long TAIL_OFFSETS = 1_000;

  private final Map<Subject, Announced> latest = new ConcurrentHashMap<>();
  private final EventLog log;
  private final Clock clock;
  private final CompactedTopicReader reader;
  private volatile Consumer<Presence> onPresence = presence -> {};

  private record Subject(FeedId feed, ItemId item, IdentityId editor) {}

  private record Announced(Presence presence, Instant at) {
    boolean isWithin(Duration time, Instant now) {
      return at.isAfter(now.minus(time));
    }
  }

  Presences(
      KafkaSettings kafka,
      EventLog log,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    this.log = log;
    this.clock = clock;
    reader =
        new CompactedTopicReader(
            new CompactedTopicReader.Source(kafka, Topic.PRESENCE, TAIL_OFFSETS),
            this::read,
            onTopicMismatch,
            clock);
  }

  /** Calls the listener on the reader's thread whenever an editor is announced. */
  public void onPresence(Consumer<Presence> listener) {
    onPresence = listener;
  }

  /** Returns who edits an item of the feed now. */
  public List<Presence> of(FeedId feed) {
    Instant now = clock.instant();
    return latest.values().stream()
        .filter(announced -> announced.presence().feed().equals(feed))
        .filter(announced -> announced.isWithin(MAX_SILENCE, now))
        .map(Announced::presence)
        .toList();
  }

  /**
   * Announces that an editor has an item in the form. Writes nothing if it was announced less than
   * five seconds ago, here or by another producer. Completes once Kafka has it.
   */
  public Mono<Void> announce(FeedId feed, ItemId item, IdentityId editor) {
    return Mono.defer(
        () -> {
          Instant now = clock.instant();
          AtomicReference<@Nullable Presence> due = new AtomicReference<>();
          latest.compute(
              new Subject(feed, item, editor),
              (subject, last) -> {
                if (last != null && last.isWithin(MIN_INTERVAL, now)) {
                  return last;
                }
                boolean goesOn = last != null && last.isWithin(MAX_SILENCE, now);
                Instant since = goesOn ? last.presence().since() : now;
                Presence presence = new Presence(feed, item, editor, since);
                due.set(presence);
                return new Announced(presence, now);
              });
          Presence presence = due.get();
          return presence == null ? Mono.empty() : EventLog.completed(() -> log.append(presence));
        });
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    Presence presence = Presence.read(record.value());
    Announced announced = new Announced(presence, Instant.ofEpochMilli(record.timestamp()));
    Instant now = clock.instant();
    latest.values().removeIf(other -> !other.isWithin(MAX_SILENCE, now));
    if (announced.isWithin(MAX_SILENCE, now)) {
      latest.put(new Subject(presence.feed(), presence.item(), presence.editor()), announced);
      onPresence.accept(presence);
    }
  }

  CompactedTopicReader reader() {
    return reader;
  }

  void start() {
    reader.start();
  }

  @Override
  public void close() {
    reader.close();
  }
}
