package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import news.dateline.events.Cursor;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.ByteSlice;

/** What tests of a shard share: a feed, and outputs whose event loop is a queue of tasks. */
abstract class LoopShardFixture {
  static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  static final Selection SELECTION = Selection.of(WORLD.feed(), Filter.NONE);
  static final Selection STORM =
      Selection.of(WORLD.feed(), new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, "storm")))));
  static final int ITEMS = 300;
  static final Duration RETRY = Duration.ofSeconds(3);

  final FeedStore feeds = new FeedStore();
  final Queue<Runnable> tasks = new ArrayDeque<>();
  Selection selection = SELECTION;
  final StreamMetrics meters = new StreamMetrics(new SimpleMeterRegistry(), () -> 0);

  /** An output that is always writable and resumes its subscriber from within each write. */
  final class Eager implements StreamOutput {
    final StringBuilder written = new StringBuilder();
    Runnable more = () -> {};

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public boolean flushed() {
      return true;
    }

    @Override
    public void write(EncodedFrames encoded) {
      written.append(new String(encoded.bytes(), UTF_8));
      more.run();
    }

    @Override
    public long progress() {
      return written.length();
    }

    @Override
    public void end() {}

    @Override
    public void abort() {}
  }

  void publish(SharedStream sharedStream, long seq) {
    feeds.apply(WORLD.published("new", seq, 0));
    feeds.publish();
    sharedStream.refresh();
    runTasks();
  }

  static List<String> summaries(Eager output) {
    return DeliveryFixture.events(output.written).stream().skip(1).toList();
  }

  SharedStream sharedStream() {
    return sharedStream(SELECTION, ITEMS);
  }

  SharedStream sharedStream(Selection selected, int items) {
    selection = selected;
    feeds.apply(WORLD.opened(1));
    for (int i = 0; i < items; i++) {
      feeds.apply(WORLD.published("i" + (i + 2), i + 2, i));
    }
    feeds.publish();
    List<FeedIndex> present = selection.indexes(feeds::find).orElseThrow();
    return new SharedStream(
        selection,
        present,
        new SharedStream.Context(feeds, meters, () -> ByteSlice.of(new byte[0])));
  }

  Eager join(LoopShard shard, long seq) {
    return join(shard, new Cursor("k3f9", seq));
  }

  Eager join(LoopShard shard, Cursor cursor) {
    Eager output = new Eager();
    StreamSubscriber subscriber = subscriber(shard, output, cursor);
    output.more = () -> shard.resume(subscriber);
    shard.join(subscriber, RETRY);
    return output;
  }

  StreamSubscriber subscriber(LoopShard shard, Eager output, long seq) {
    return subscriber(shard, output, new Cursor("k3f9", seq));
  }

  StreamSubscriber subscriber(LoopShard shard, Eager output, Cursor cursor) {
    ResumePoint start = new ResumePoint(new Position(List.of(cursor)), List.of(Optional.empty()));
    return new StreamSubscriber(
        new StreamRequest(selection, start, "192.0.2.1", null), shard, output);
  }

  void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
