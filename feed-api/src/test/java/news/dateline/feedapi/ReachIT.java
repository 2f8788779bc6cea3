package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import news.dateline.events.Reach;
import news.dateline.events.Topic;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicFollower;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;

class ReachIT {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();
  private final List<Reach> reports = new CopyOnWriteArrayList<>();
  private final TopicFollower follower =
      new TopicFollower(
          TestBroker.shared().bootstrapServers(),
          entry -> reports.add(Reach.read(entry.value())),
          Topic.REACH);
  private final Disposable.Composite streams = Disposables.composite();

  @AfterEach
  void close() {
    streams.dispose();
    follower.close();
  }

  @Test
  void theStreamsThatAChangeHasReachedAreOnTheTopicWithinSeconds() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("reach", "aaaa");
    state.write(feed.opened(1));
    replica.json("/feeds/reach?min=aaaa-1");
    streams.add(replica.stream("/feeds/reach/stream").subscribe());
    streams.add(replica.stream("/feeds/reach/stream?tag=storm").subscribe());
    streams.add(replica.stream("/stream?feeds=reach").subscribe());
    await().atMost(SOON).until(() -> has("reach", 1, 3));
    Instant before = Instant.now().minusSeconds(1);

    state.write(feed.published("a", 2, 0));

    await().atMost(SOON).until(() -> has("reach", 2, 3));
    Reach last = last("reach");
    assertThat(last.epoch()).isEqualTo("aaaa");
    assertThat(last.reached()).isEqualTo(3);
    assertThat(last.maxLag()).isNull();
    assertThat(last.writtenAt()).isBetween(before, Instant.now());
    assertThat(last.replica()).endsWith(":" + replica.port());

    streams.dispose();
    await().atMost(SOON).until(() -> has("reach", 2, 0));
  }

  @Test
  void aChangeOfAFeedThatNobodyStreamsIsReportedOnce() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("reach-none", "aaaa");
    state.write(feed.opened(1));
    replica.json("/feeds/reach-none?min=aaaa-1");
    state.write(feed.published("a", 2, 0));

    await().atMost(SOON).until(() -> has("reach-none", 2, 0));
    assertThat(last("reach-none").writtenAt()).isNull();
  }

  private boolean has(String feed, long seq, int streams) {
    Reach last = last(feed);
    return last != null && last.seq() == seq && last.streams() == streams;
  }

  /** The last report of the replica on the feed. */
  private Reach last(String feed) {
    return reports.stream()
        .filter(report -> report.feed().value().equals(feed))
        .filter(report -> report.replica().endsWith(":" + replica.port()))
        .reduce((a, b) -> b)
        .orElse(null);
  }
}
