package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Test;

class StopIT {
  private static final String NOWHERE = "127.0.0.1:1";

  @Test
  void aStopEndsOpenStreamsWithinSeconds() throws Exception {
    FeedState.shared().write(FeedStateSamples.of("stopped", "aaaa").opened(1));
    FeedApiInstance replica = FeedApiInstance.start(TestBroker.shared().bootstrapServers()).ready();
    CountDownLatch open = new CountDownLatch(2);
    CompletableFuture<Void> ended =
        replica.stream("/feeds/stopped/stream")
            .doOnNext(event -> open.countDown())
            .then()
            .toFuture();
    assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();

    Instant before = Instant.now();
    replica.close();

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(ended).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void clientsAreAskedToRetryWhileKafkaIsUnavailable() throws Exception {
    try (FeedApiInstance replica = FeedApiInstance.start(NOWHERE)) {
      assertThat(replica.get("/feeds/x").statusCode()).isEqualTo(503);
      assertThat(replica.get("/").statusCode()).isEqualTo(503);
      assertThat(replica.get("/feeds/x/stream").body())
          .matches("retry: \\d{5}\n\nevent: busy\ndata: \\{\"reason\":\"starting\"}\n\n");
      assertThat(replica.management("/actuator/health/readiness").statusCode()).isEqualTo(503);
      assertThat(replica.management("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
  }
}
