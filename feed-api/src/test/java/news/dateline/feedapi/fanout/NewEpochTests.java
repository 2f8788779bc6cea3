package news.dateline.feedapi.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.Cursor;
import news.dateline.feedapi.FeedStateSamples;
import org.junit.jupiter.api.Test;

/** Streams that open while the feed gets a new epoch. */
class NewEpochTests extends LoopShardFixture {
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

  @Test
  void aSubscriberOfANewEpochIsServedAlthoughTheOnlyOtherOneLeavesAsItJoins() {
    SharedStream sharedStream = sharedStream();
    LoopShard shard = sharedStream.shard(tasks::add);
    Eager leaving = new Eager();
    StreamSubscriber first = subscriber(shard, leaving, ITEMS + 1);
    shard.join(first, RETRY);
    runTasks();
    leaving.more = () -> shard.leave(first);
    FeedStateSamples renumbered = FeedStateSamples.of("world", "n3w0");
    feeds.apply(renumbered.opened(1));
    feeds.publish();
    sharedStream.refresh();

    Eager output = join(shard, new Cursor("n3w0", 1));
    feeds.apply(renumbered.published("new", 2, 0));
    feeds.publish();
    sharedStream.refresh();
    runTasks();

    assertThat(output.written).contains("id: n3w0-2\n");
  }
}
