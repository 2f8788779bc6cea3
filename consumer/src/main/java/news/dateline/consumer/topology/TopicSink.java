package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** Writes to the topics, always into the task's own partition. */
final class TopicSink {
  private final ProcessorContext<String, TopicSink.PartitionedValue> context;
  private final OutcomeListener listener;

  /** A value on its way to a partition; null deletes. */
  @SuppressWarnings(
      "ArrayRecordComponent") // on its way from here to the serializer, never compared
  record PartitionedValue(int partition, byte @Nullable [] bytes) {}

  TopicSink(ProcessorContext<String, PartitionedValue> context, OutcomeListener listener) {
    this.context = context;
    this.listener = listener;
  }

  /** A new public or desk state. */
  void send(Topic topic, String key, byte[] value) {
    send(topic, key, value, context.currentStreamTimeMs());
  }

  /**
   * The header tells a repeated outcome from its first telling: who waits, waits for the outcome of
   * one record.
   */
  void forwardOutcome(Outcome outcome, String cause) {
    Headers headers = new RecordHeaders().add("cause", cause.getBytes(UTF_8));
    Record<String, PartitionedValue> entry =
        entry(outcome.eventId().value(), Json.write(outcome), context.currentStreamTimeMs());
    context.forward(entry.withHeaders(headers), Topic.NEWS_OUTCOMES.topicName());
    listener.decided(outcome);
  }

  /** Asks for a record whose time will show that the timer is due. */
  void forwardTimerDue(Timer timer) {
    EventEnvelope event =
        new EventEnvelope(
            new EventId("timer-" + UUID.randomUUID()),
            timer.feed(),
            "/consumer",
            java.time.Instant.ofEpochMilli(context.currentSystemTimeMs()),
            "none",
            new NewsEvent.TimerDue(timer.due()));
    Record<String, PartitionedValue> entry =
        entry(timer.feed().value(), event.value(), context.currentSystemTimeMs());
    context.forward(entry.withHeaders(event.headers()), Topic.NEWS_EVENTS.topicName());
  }

  /** Ends the active segments, whose records compaction would never look at. */
  void rollSegments() {
    // a segment's age is told by the records' own times, and the stream's time may stand still
    long time = context.currentSystemTimeMs();
    send(Topic.FEED_STATE, Topic.SEGMENT_ROLL_KEY, null, time);
    send(Topic.DESK_STATE, Topic.SEGMENT_ROLL_KEY, null, time);
  }

  private void send(Topic topic, String key, byte @Nullable [] value, long time) {
    context.forward(entry(key, value, time), topic.topicName());
  }

  private Record<String, PartitionedValue> entry(String key, byte @Nullable [] value, long time) {
    return new Record<>(key, new PartitionedValue(context.taskId().partition(), value), time);
  }
}
