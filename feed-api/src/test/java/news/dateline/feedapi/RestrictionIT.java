package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.feedapi.PartnerState.Issued;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/** What clients get that are there when a public feed becomes a feed for partners. */
class RestrictionIT {
  private static final AtomicInteger FEEDS = new AtomicInteger();

  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();
  private final FeedStateSamples feed =
      FeedStateSamples.of("closes-" + FEEDS.incrementAndGet(), "aaaa");
  private final String path = "/feeds/" + feed.feed();

  @BeforeEach
  void open() throws Exception {
    state.write(feed.opened(1), feed.published("public", 2, 0));
    replica.json(path + "?min=aaaa-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?min=aaaa-4",
        "/changes?after=aaaa-4",
        "/since?after=aaaa-4",
        "/days?min=aaaa-4",
        "/search?q=title&min=aaaa-4",
        "?item=public&min=aaaa-4",
        "/items/public?min=aaaa-4",
        "/items/none?min=aaaa-4",
        "/stream?after=aaaa-4"
      })
  void aRequestThatWaitsIsRefusedIfItsFeedIsRestrictedMeanwhile(String query) throws Exception {
    try (RawHttpConnection waiting =
        RawHttpConnection.to(replica)
            .send("GET " + path + query + " HTTP/1.1\nHost: x\nConnection: close\n\n")) {
      awaitEventLoops();
      restrict();

      String head = waiting.head();
      assertThat(head).startsWith("HTTP/1.1 401");
      assertThat(head.toLowerCase()).contains("cache-control: no-store");
      assertThat(waiting.rest()).doesNotContain("Title of");
    }
  }

  @Test
  void aScriptIsRefusedThatWaitsForAFeedOfOtherSites() throws Exception {
    String other = "Origin: https://other.example";
    try (RawHttpConnection waiting =
        RawHttpConnection.to(replica)
            .send("GET " + path + "?min=aaaa-3 HTTP/1.1\nHost: x\nConnection: close\n" + other)
            .send("\n\n")) {
      awaitEventLoops();
      state.write(feed.openedOn(3, "https://own.example"));

      String head = waiting.head().toLowerCase();
      assertThat(head).startsWith("http/1.1 403").doesNotContain("access-control-allow-origin");
      assertThat(waiting.rest()).doesNotContain("Title of");
    }
  }

  @Test
  void openStreamsEndThatMayNotReadTheFeedAndPartnersGoOn() throws Exception {
    Issued partner = PartnerState.member("p-" + feed.feed(), feed.feed().value());
    StringBuffer http2 = new StringBuffer();
    CompletableFuture<Void> ended =
        replica.follow(HttpClient.create().protocol(HttpProtocol.H2C), path + "/stream", http2);
    await().until(() -> http2.indexOf("event: at") >= 0);
    try (RawHttpConnection reader = RawHttpConnection.open(replica, path + "/stream");
        RawHttpConnection entitled =
            RawHttpConnection.open(replica, path + "/stream", "Authorization", partner.bearer())) {
      restrict();

      assertThat(reader.nextEvents()).matches(RawHttpConnection.RESTRICTED);
      assertThat(reader.chunk()).isEmpty();
      assertThat(ended).succeedsWithin(Duration.ofSeconds(20));
      assertThat(http2.toString())
          .matches("(?s).*" + RawHttpConnection.RESTRICTED)
          .doesNotContain("secret");
      String events = entitled.nextEvents();
      assertThat(events.contains("secret") ? events : entitled.nextEvents()).contains("secret");
    }
    assertThat(replica.get(path + "/stream").statusCode()).isEqualTo(401);
  }

  private void restrict() {
    state.write(feed.closedOff(3), feed.published("secret", 4, 0));
  }

  /** Returns when each event loop has read what was sent before: it has answered twice since. */
  private void awaitEventLoops() throws IOException {
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      try (RawHttpConnection connection = RawHttpConnection.to(replica)) {
        for (int requests = 0; requests < 2; requests++) {
          connection.send("HEAD /feeds/first HTTP/1.1\nHost: x\n\n").head();
        }
      }
    }
  }
}
