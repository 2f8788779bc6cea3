package news.dateline.feedapi.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.IntStream;
import news.dateline.feedapi.index.FeedIndex;
import org.junit.jupiter.api.Test;

class LoopShardTests extends LoopShardFixture {
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
}
