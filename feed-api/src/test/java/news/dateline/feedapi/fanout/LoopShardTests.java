package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import news.dateline.events.Cursor;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.ByteSlice;
import org.junit.jupiter.api.Test;

class LoopShardTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  private static final Selection SELECTION = Selection.of(WORLD.feed(), Filter.NONE);
  private static final Selection STORM =
      Selection.of(WORLD.feed(), new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, "storm")))));
  private static final int ITEMS = 300;
  private static final Duration RETRY = Duration.ofSeconds(3);

  private final FeedStore feeds = new FeedStore();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private Selection selection = SELECTION;
  private final StreamMetrics meters = new StreamMetrics(new SimpleMeterRegistry(), () -> 0);

  /** An output that is always writable and resumes its subscriber from within each write. */
  private final class Eager implements StreamOutput {
    private final StringBuilder written = new StringBuilder();
    private Runnable more = () -> {};

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

  @Test
  void resumingFromWithinAWriteSendsNothingTwice() {
    SharedStream sharedStream = sharedStream();
    LoopShard shard = sharedStream.shard(tasks::add);
    List<Eager> outputs = IntStream.range(0, 3).mapToObj(i -> join(shard, 1)).toList();

    runTasks();

    List<String> expected =
        IntStream.rangeClosed(2, ITEMS + 1).mapToObj(seq -> seq + " published i" + seq).toList();
    assertThat(outputs).allSatisfy(output -> assertThat(summaries(output)).isEqualTo(expected));
  }

  @Test
  void subscribersAtDifferentPositionsEachCatchUpFromTheirOwn() {
    SharedStream sharedStream = sharedStream();
    LoopShard shard = sharedStream.shard(tasks::add);
    List<Eager> outputs = IntStream.range(1, 30).mapToObj(seq -> join(shard, seq)).toList();

    runTasks();

    for (int i = 0; i < outputs.size(); i++) {
      assertThat(summaries(outputs.get(i)))
          .hasSize(ITEMS - i)
          .first()
          .isEqualTo(i + 2 + " published i" + (i + 2));
    }
  }

  @Test
  void aSubscriberThatLeavesWhileItCatchesUpIsSentNothingMore() {
    SharedStream sharedStream = sharedStream();
    LoopShard shard = sharedStream.shard(tasks::add);
    Eager staying = join(shard, ITEMS + 1);
    StreamSubscriber[] leaving = new StreamSubscriber[1];
    Eager gone = new Eager();
    leaving[0] = subscriber(shard, gone, ITEMS + 1);
    gone.more = () -> shard.leave(leaving[0]);
    shard.join(leaving[0], RETRY);
    runTasks();

    publish(sharedStream, ITEMS + 2);

    assertThat(summaries(staying)).containsExactly(ITEMS + 2 + " published new");
    assertThat(summaries(gone)).isEmpty();
  }

  @Test
  void aShardWhoseLastSubscriberLeavesDuringAWriteKeepsNoBatch() {
    SharedStream sharedStream = sharedStream();
    LoopShard shard = sharedStream.shard(tasks::add);
    Eager output = new Eager();
    StreamSubscriber subscriber = subscriber(shard, output, ITEMS + 1);
    shard.join(subscriber, RETRY);
    runTasks();
    output.more = () -> shard.leave(subscriber);

    publish(sharedStream, ITEMS + 2);
    WeakReference<Batch> batch = new WeakReference<>(sharedStream.latest());
    publish(sharedStream, ITEMS + 3);

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(batch.get()).isNull();
            });
    Reference.reachabilityFence(sharedStream);
  }

  @Test
  void aFilteredSubscriberIsToldOnceItHasPassedAllHiddenChanges() {
    int hidden = 2 * FeedIndex.MAX_EXAMINED + 1;
    LoopShard shard = sharedStream(STORM, hidden).shard(tasks::add);
    Eager output = new Eager();
    StreamSubscriber subscriber = subscriber(shard, output, 1);

    shard.join(subscriber, RETRY);
    assertThat(output.written).contains("event: at\ndata: {\"seq\":%d}".formatted(hidden + 1));
    assertThat(summaries(output)).isEmpty();
    runTasks();

    assertThat(summaries(output)).containsExactly(hidden + 1 + " at");
  }

  @Test
  void aFilteredSubscriberCatchesUpWithWhatItsFirstEventNamesWhileItsShardIsBehind() {
    SharedStream sharedStream = sharedStream(STORM, ITEMS);
    LoopShard shard = sharedStream.shard(tasks::add);
    join(shard, ITEMS + 1);
    runTasks();
    feeds.apply(WORLD.published("new", ITEMS + 2, 0));
    feeds.publish();
    sharedStream.refresh();

    Eager output = join(shard, 1);
    runTasks();

    assertThat(output.written).contains("event: at\ndata: {\"seq\":%d}".formatted(ITEMS + 1));
    assertThat(summaries(output)).containsExactly(ITEMS + 1 + " at");
  }

  @Test
  void aSubscriberOfANewEpochIsToldNoNumberOfTheOldOneThatItsShardHasStill() {
    SharedStream sharedStream = sharedStream();
    LoopShard shard = sharedStream.shard(tasks::add);
    join(shard, ITEMS + 1);
    runTasks();
    feeds.apply(FeedStateSamples.of("world", "n3w0").opened(1));
    feeds.publish();
    sharedStream.refresh();

    Eager output = join(shard, new Cursor("n3w0", 1));
    runTasks();

    assertThat(output.written).contains("id: n3w0-1\nevent: at\ndata: {}\n");
    assertThat(summaries(output)).isEmpty();
  }

  private void publish(SharedStream sharedStream, long seq) {
    feeds.apply(WORLD.published("new", seq, 0));
    feeds.publish();
    sharedStream.refresh();
    runTasks();
  }

  private static List<String> summaries(Eager output) {
    return DeliveryFixture.events(output.written).stream().skip(1).toList();
  }

  private SharedStream sharedStream() {
    return sharedStream(SELECTION, ITEMS);
  }

  private SharedStream sharedStream(Selection selected, int items) {
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

  private Eager join(LoopShard shard, long seq) {
    return join(shard, new Cursor("k3f9", seq));
  }

  private Eager join(LoopShard shard, Cursor cursor) {
    Eager output = new Eager();
    StreamSubscriber subscriber = subscriber(shard, output, cursor);
    output.more = () -> shard.resume(subscriber);
    shard.join(subscriber, RETRY);
    return output;
  }

  private StreamSubscriber subscriber(LoopShard shard, Eager output, long seq) {
    return subscriber(shard, output, new Cursor("k3f9", seq));
  }

  private StreamSubscriber subscriber(LoopShard shard, Eager output, Cursor cursor) {
    ResumePoint start = new ResumePoint(new Position(List.of(cursor)), List.of(Optional.empty()));
    return new StreamSubscriber(
        new StreamRequest(selection, start, "192.0.2.1", null), shard, output);
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
