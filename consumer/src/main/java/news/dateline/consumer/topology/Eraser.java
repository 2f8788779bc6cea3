package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.Topic;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Erases retracted content from topics, changelogs and stores, also on a feed without further
 * changes. Log compaction skips the active segment of a topic, and only an append ends a segment.
 * So one segment time after a retraction the eraser appends a record to each topic and makes the
 * stores rewrite their files: docs/architecture.md, "Erasure of retracted content".
 */
final class Eraser {
  /** Limits the size of the erase record. Further keys are erased in the next interval. */
  private static final int MAX_KEYS = 500;

  private final KeyValueStore<String, Long> pendingErasures;
  private final List<KeyValueStore<String, byte[]>> contentStores;
  private final TopicSink sink;
  private final long delayMillis;

  /**
   * @param segment {@code segment.ms} of the compacted topics
   */
  Eraser(ProcessorContext<?, ?> context, TopicSink sink, Duration segment) {
    this.pendingErasures = context.getStateStore(FeedStores.PENDING_ERASURES);
    this.contentStores =
        List.of(context.getStateStore(FeedStores.PUBLIC), context.getStateStore(FeedStores.DESK));
    this.sink = sink;
    // The tenth allows for the difference between the clocks of broker and consumer.
    this.delayMillis = segment.plus(segment.dividedBy(10)).toMillis();
  }

  /** Returns how often to call {@link #erase}: a small part of its delay. */
  static Duration interval(Duration segment) {
    return segment.dividedBy(20).plusMillis(1);
  }

  /** Erases what was retracted long enough before {@code now}, in milliseconds. */
  void erase(long now) {
    List<String> due = due(now);
    if (due.isEmpty()) {
      return;
    }
    byte[] keys = String.join("\n", due).getBytes(UTF_8);
    contentStores.forEach(store -> store.put(Topic.SEGMENT_ROLL_KEY, keys));
    sink.addSegmentRolls();
    sink.flush();
    due.forEach(pendingErasures::delete);
  }

  private List<String> due(long now) {
    List<String> due = new ArrayList<>();
    try (KeyValueIterator<String, Long> all = pendingErasures.all()) {
      while (all.hasNext() && due.size() < MAX_KEYS) {
        KeyValue<String, Long> retracted = all.next();
        if (retracted.value + delayMillis <= now) {
          due.add(retracted.key);
        }
      }
    }
    return due;
  }
}
