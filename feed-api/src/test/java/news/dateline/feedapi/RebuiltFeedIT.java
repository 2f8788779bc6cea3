package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import news.dateline.events.FeedId;
import news.dateline.events.Topic;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

/** What readers get while a rebuild publishes a feed under a new epoch: its record comes last. */
class RebuiltFeedIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int PARTITIONS = 4;

  private final FeedState state = FeedState.shared();

  @Test
  void readersKeepTheOldEpochUntilTheRecordOfTheFeedComes() throws Exception {
    FeedApiInstance replica = FeedApiInstance.shared();
    FeedStateSamples before = FeedStateSamples.of("rebuilt", "aaaa");
    FeedStateSamples after = FeedStateSamples.of("rebuilt", "bbbb");
    state.write(before.opened(1), before.published("a", 2, 0), before.published("b", 3, 0));
    String old = replica.json("/feeds/rebuilt?min=aaaa-3").toString();
    StringBuffer stream = new StringBuffer();
    CompletableFuture<Void> ended =
        replica.follow(HttpClient.create(), "/feeds/rebuilt/stream?after=aaaa-3", stream);
    await().atMost(SOON).until(() -> stream.indexOf("event: at") >= 0);

    state.write(after.published("a", 2, 0));
    state.write(after.published("b", 3, 0));
    awaitRead(replica, "rebuilt");
    assertThat(replica.json("/feeds/rebuilt")).hasToString(old);
    assertThat(stream.toString()).doesNotContain("bbbb", "event: reset");
    state.write(after.opened(1));

    await().atMost(SOON).until(() -> stream.indexOf("id: bbbb-3\nevent: reset\n") >= 0);
    assertThat(replica.json("/feeds/rebuilt").toString().replace("bbbb", "aaaa")).isEqualTo(old);
    assertThat(stream.toString()).doesNotContain("event: item");
    assertThat(ended).isNotDone();
    ended.cancel(true);
  }

  @Test
  void aStartAfterAPublicationThatBrokeOffHoldsTheNewEpochBack() throws Exception {
    FeedStateSamples before = FeedStateSamples.of("half-way", "aaaa");
    FeedStateSamples after = FeedStateSamples.of("half-way", "bbbb");
    state.write(before.opened(1), before.published("a", 2, 0), before.published("b", 3, 0));
    state.write(after.published("a", 2, 0));
    // of this feed, compaction has removed the old item that the new one replaces
    FeedStateSamples compacted = FeedStateSamples.of("half-way-compacted", "aaaa");
    state.write(compacted.opened(1), compacted.published("b", 3, 0));
    state.write(FeedStateSamples.of("half-way-compacted", "bbbb").published("a", 2, 0));
    try (FeedApiInstance replica =
        FeedApiInstance.start(TestBroker.shared().bootstrapServers()).ready()) {
      assertThat(replica.get("/feeds/half-way").body()).contains("\"aaaa\"", "\"a\"", "\"b\"");
      assertThat(replica.get("/feeds/half-way-compacted").body())
          .contains("\"aaaa\"", "\"b\"")
          .doesNotContain("\"a\"", "bbbb");

      state.write(after.published("b", 3, 0));
      state.write(after.opened(1));

      await()
          .atMost(SOON)
          .until(() -> replica.json("/feeds/half-way").path("epoch").asString().equals("bbbb"));
      assertThat(replica.get("/feeds/half-way").body()).contains("\"a\"", "\"b\"");
    }
  }

  /** Returns when the instance has read all that was written to the partition of the feed. */
  private void awaitRead(FeedApiInstance replica, String feed) throws Exception {
    int partition = Topic.partition(new FeedId(feed), PARTITIONS);
    String marker =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "marker-" + i)
            .filter(name -> Topic.partition(new FeedId(name), PARTITIONS) == partition)
            .findFirst()
            .orElseThrow();
    state.write(FeedStateSamples.of(marker, "mmmm").opened(1));
    replica.json("/feeds/" + marker + "?min=mmmm-1");
  }
}
