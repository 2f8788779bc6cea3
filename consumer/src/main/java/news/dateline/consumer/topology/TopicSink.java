package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import news.dateline.consumer.rules.Timer;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.Topic;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Forwards records to the topics, always into the partition of the task. */
final class TopicSink {
  private final ProcessorContext<String, TopicSink.PartitionedValue> context;
  private final OutcomeListener listener;
  private final boolean silent;

  /** A serialised value with its target partition; null deletes the key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PartitionedValue(int partition, byte @Nullable [] bytes) {}

  /**
   * @param silent forwards nothing
   */
  TopicSink(
      ProcessorContext<String, PartitionedValue> context,
      OutcomeListener listener,
      boolean silent) {
    this.context = context;
    this.listener = listener;
    this.silent = silent;
  }

  void send(Topic topic, String key, byte[] value) {
    send(topic, key, value, context.currentStreamTimeMs());
  }

  /**
   * Forwards an outcome.
   *
   * @param cause the place of the record that the outcome answers, {@code partition@offset}. It
   *     becomes a header, by which a waiting request knows its own outcome from an earlier one.
   */
  void forwardOutcome(Outcome outcome, String cause) {
    Headers headers = new RecordHeaders().add("cause", cause.getBytes(UTF_8));
    Record<String, PartitionedValue> entry =
        entry(outcome.eventId().value(), Json.write(outcome), context.currentStreamTimeMs());
    forward(entry.withHeaders(headers), Topic.NEWS_OUTCOMES);
    listener.decided(outcome);
  }

  /** Forwards a timer event. Its timestamp in the log will fire the timer. */
  void forwardTimerDue(Timer timer) {
    long now = context.currentSystemTimeMs();
    EventEnvelope event =
        new EventEnvelope(
            new EventId("timer-" + UUID.randomUUID()),
            timer.feed(),
            "/consumer",
            Instant.ofEpochMilli(now),
            "none",
            new NewsEvent.TimerDue(timer.due()));
    Record<String, PartitionedValue> entry = entry(timer.feed().value(), event.value(), now);
    forward(entry.withHeaders(event.headers()), Topic.NEWS_EVENTS);
  }

  /** Appends a record to the compacted topics that ends their active segment. */
  void rollSegments() {
    // Kafka measures the age of a segment by record timestamps, and stream time may stand still.
    long time = context.currentSystemTimeMs();
    send(Topic.FEED_STATE, Topic.SEGMENT_ROLL_KEY, null, time);
    send(Topic.DESK_STATE, Topic.SEGMENT_ROLL_KEY, null, time);
  }

  private void send(Topic topic, String key, byte @Nullable [] value, long time) {
    forward(entry(key, value, time), topic);
  }

  private void forward(Record<String, PartitionedValue> entry, Topic topic) {
    if (!silent) {
      context.forward(entry, topic.topicName());
    }
  }

  private Record<String, PartitionedValue> entry(String key, byte @Nullable [] value, long time) {
    return new Record<>(key, new PartitionedValue(context.taskId().partition(), value), time);
  }
}
