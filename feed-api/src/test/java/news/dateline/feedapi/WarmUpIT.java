package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WarmUpIT {
  /** Long enough for a busy machine to complete a round. */
  private static final String TIME = "--dateline.warm-up=5s";

  @BeforeAll
  static void createTopics() {
    FeedState.shared();
  }

  @Test
  void theStreamsOfAWarmUpAreCountedByNoMetricAndNoLimit() throws Exception {
    try (FeedApiInstance replica = start(TIME, "--dateline.stream.max-streams=1")) {
      assertThat(rounds(replica)).isPositive();
      assertThat(replica.metric("dateline_stream_deliveries_total")).isZero();
      assertThat(replica.metric("dateline_stream_catchup_writes_total")).isZero();
      assertThat(replica.metric("dateline_stream_fanout_seconds_count")).isZero();
      assertThat(replica.metric("dateline_stream_subscribers")).isZero();
      assertThat(replica.management("/actuator/prometheus").body())
          .doesNotContain("dateline_stream_rejected_total{");
    }
  }

  @Test
  void theFeedOfAWarmUpIsNotAmongThoseOfTheReplica() throws Exception {
    try (FeedApiInstance replica = start(TIME)) {
      assertThat(rounds(replica)).isPositive();
      assertThat(replica.get("/feeds").body())
          .contains("\"feed\":\"first\"")
          .doesNotContain("WarmUp");
    }
  }

  @Test
  void aReplicaRehearsesNothingIfTheTimeForItIsZero() {
    try (FeedApiInstance replica = start("--dateline.warm-up=0s")) {
      assertThat(rounds(replica)).isZero();
    }
  }

  private static int rounds(FeedApiInstance replica) {
    return replica.application.getBean(WarmUp.class).rounds();
  }

  private static FeedApiInstance start(String... settings) {
    return FeedApiInstance.start(TestBroker.shared().bootstrapServers(), settings).ready();
  }
}
