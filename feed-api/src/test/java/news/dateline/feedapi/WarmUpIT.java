package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import news.dateline.feedapi.fanout.StreamProperties;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.http.server.HttpServer;

class WarmUpIT {
  /** Long enough for a busy machine to complete a round. */
  private static final String TIME = "--dateline.warm-up=10s";

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
          .doesNotContain("Warm-up");
    }
  }

  @Test
  void theServerOfAWarmUpAnswersNoOtherPathThanItsFeed() throws Exception {
    try (FeedApiInstance replica = start("--dateline.warm-up=0s");
        WarmUpFeed feed =
            new WarmUpFeed(
                HttpServer.create().host("127.0.0.1").port(0),
                replica.application.getBean(StreamProperties.class),
                replica.application.getBean(WarmUpFeed.Routes.class),
                replica.application.getBean(WarmUpFeed.Handlers.class))) {
      assertThat(status(feed, feed.path())).isEqualTo(200);
      for (String path : List.of("/feeds", "/feeds/first", "/feeds/first/stream")) {
        assertThat(status(feed, path)).as(path).isEqualTo(404);
        assertThat(replica.get(path.replace("/stream", "")).statusCode()).as(path).isLessThan(400);
      }
    }
  }

  private static int status(WarmUpFeed feed, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + feed.address().getPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
        .statusCode();
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
