package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import news.dateline.consumer.rules.Timer;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Collects records for the topics and forwards them by {@link #flush}, always into the partition of
 * the task.
 */
final class TopicSink {
  /**
   * The largest value of a record. Kafka's producers and brokers refuse records of more than 1 MiB
   * with key, headers and overhead, and the stream thread would fail again after each restart.
   */
  private static final int MAX_VALUE_BYTES = (1 << 20) - 2_048;

  /** Bytes of records that wait for a flush, after which no further timer fires. */
  private static final int MAX_PENDING_BYTES = 8 << 20;

  private final ProcessorContext<String, TopicSink.PartitionedValue> context;
  private final OutcomeListener listener;
  private final boolean silent;
  private final List<Pending> pending = new ArrayList<>();
  private long pendingBytes;

  private record Pending(String topic, Record<String, PartitionedValue> entry) {}

  /** A serialised value with its target partition; null deletes the key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PartitionedValue(int partition, byte @Nullable [] bytes) {}

  /**
   * @param silent true to forward no record
   */
  TopicSink(
      ProcessorContext<String, PartitionedValue> context,
      OutcomeListener listener,
      boolean silent) {
    this.context = context;
    this.listener = listener;
    this.silent = silent;
  }

  /**
   * Returns the value if a record can hold it.
   *
   * @throws UnreadableRecordException if it is too large
   */
  static byte[] requireFitting(byte[] value) {
    if (value.length > MAX_VALUE_BYTES) {
      throw new UnreadableRecordException(
          "its effect takes " + value.length + " bytes, a record holds " + MAX_VALUE_BYTES);
    }
    return value;
  }

  void add(Topic topic, String key, byte[] value) {
    add(topic, key, value, context.currentStreamTimeMs());
  }

  /**
   * Adds an outcome.
   *
   * @param cause the coordinates of the record that the outcome answers, {@code partition@offset}.
   *     It becomes a header, by which a waiting request knows its own outcome from an earlier one.
   */
  void addOutcome(Outcome outcome, String cause) {
    Headers headers = new RecordHeaders().add("cause", cause.getBytes(UTF_8));
    Record<String, PartitionedValue> entry =
        entry(outcome.eventId().value(), Json.write(outcome), context.currentStreamTimeMs());
    add(Topic.NEWS_OUTCOMES, entry.withHeaders(headers));
    listener.decided(outcome);
  }

  /** Adds a timer event. Its timestamp in the log will fire the timer. */
  void addTimerDue(Timer timer) {
    long now = context.currentSystemTimeMs();
    EventEnvelope event =
        EventEnvelope.withoutActor(
            new EventId("timer-" + UUID.randomUUID()),
            timer.feed(),
            "/consumer",
            Instant.ofEpochMilli(now),
            "none",
            new NewsEvent.TimerDue(timer.due()));
    Record<String, PartitionedValue> entry = entry(timer.feed().value(), event.value(), now);
    add(Topic.NEWS_EVENTS, entry.withHeaders(event.headers()));
  }

  /** Adds a record for each compacted topic that ends its active segment. */
  void addSegmentRolls() {
    // Kafka measures the age of a segment by record timestamps, and stream time may stand still.
    long time = context.currentSystemTimeMs();
    add(Topic.FEED_STATE, Topic.SEGMENT_ROLL_KEY, null, time);
    add(Topic.DESK_STATE, Topic.SEGMENT_ROLL_KEY, null, time);
  }

  /** Returns true if the records take so much memory that no timer should add to them. */
  boolean isFull() {
    return pendingBytes > MAX_PENDING_BYTES;
  }

  void flush() {
    for (Pending next : pending) {
      if (!silent) {
        context.forward(next.entry(), next.topic());
      }
    }
    pending.clear();
    pendingBytes = 0;
  }

  private void add(Topic topic, String key, byte @Nullable [] value, long time) {
    add(topic, entry(key, value, time));
  }

  private void add(Topic topic, Record<String, PartitionedValue> entry) {
    pending.add(new Pending(topic.topicName(), entry));
    byte[] value = entry.value().bytes();
    pendingBytes += value == null ? 0 : value.length;
  }

  private Record<String, PartitionedValue> entry(String key, byte @Nullable [] value, long time) {
    return new Record<>(key, new PartitionedValue(context.taskId().partition(), value), time);
  }
}
