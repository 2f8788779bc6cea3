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
 * Rids topics, changelogs and stores of what was retracted, also where nothing else happens any
 * more. Compaction leaves a topic's active segment alone, and only an append ends it: so a
 * segment's time after a retraction a marker is appended to each. In the stores, and by the
 * changelog in their standbys, the same marker has the files rewritten, see {@link ErasableStore}.
 */
final class Eraser {
  /** More at once would make a marker too long; the others' turn comes a moment later. */
  private static final int MAX_KEYS = 500;

  private final KeyValueStore<String, Long> pendingErasures;
  private final List<KeyValueStore<String, byte[]>> contentStores;
  private final TopicSink sink;
  private final long delay;

  Eraser(ProcessorContext<?, ?> context, TopicSink sink, Duration segment) {
    this.pendingErasures = context.getStateStore(FeedStores.PENDING_ERASURES);
    this.contentStores =
        List.of(context.getStateStore(FeedStores.PUBLIC), context.getStateStore(FeedStores.DESK));
    this.sink = sink;
    this.delay = delay(segment).toMillis();
  }

  /** How often to look: often enough not to matter beside the wait. */
  static Duration interval(Duration segment) {
    return segment.dividedBy(20).plusMillis(1);
  }

  /** A little longer than a segment lives, for broker and consumer have clocks of their own. */
  private static Duration delay(Duration segment) {
    return segment.plus(segment.dividedBy(10));
  }

  /** Erases what was retracted long enough ago. */
  void erase(long now) {
    List<String> due = due(now);
    if (due.isEmpty()) {
      return;
    }
    byte[] marker = String.join("\n", due).getBytes(UTF_8);
    contentStores.forEach(store -> store.put(Topic.SEGMENT_ROLL_KEY, marker));
    sink.rollSegments();
    due.forEach(pendingErasures::delete);
  }

  private List<String> due(long now) {
    List<String> due = new ArrayList<>();
    try (KeyValueIterator<String, Long> all = pendingErasures.all()) {
      while (all.hasNext() && due.size() < MAX_KEYS) {
        KeyValue<String, Long> retracted = all.next();
        if (retracted.value + delay <= now) {
          due.add(retracted.key);
        }
      }
    }
    return due;
  }
}
