package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import news.dateline.events.ItemContent;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final FeedState STATE = FeedState.shared();
  private static FeedApiInstance replica;

  @BeforeAll
  static void start() {
    replica =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(),
                "--dateline.stream.heartbeat=300ms",
                "--dateline.stream.write-timeout=1s",
                "--dateline.stream.max-streams=3",
                "--dateline.stream.max-streams-per-address=2",
                "--dateline.stream.trusted-proxies=127.0.0.0/8",
                // where Boot would believe the headers of every client
                "--spring.main.cloud-platform=kubernetes",
                "--dateline.request-timeout=1s",
                "--dateline.idle-timeout=1s")
            .ready();
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  @BeforeEach
  void waitUntilNoStreamIsOpen() {
    await().atMost(SOON).until(() -> metric("subscribers") == 0);
  }

  @Test
  void streamsAreLimitedInTotalAndPerAddress() throws Exception {
    try (RawHttpConnection one = stream("192.0.2.1");
        RawHttpConnection two = stream("192.0.2.1");
        RawHttpConnection third = stream("192.0.2.1");
        RawHttpConnection other = stream("192.0.2.2");
        RawHttpConnection last = stream("192.0.2.3")) {
      assertThat(List.of(one.chunk(), two.chunk(), other.chunk()))
          .allMatch(f -> f.contains("event: at"));
      assertThat(List.of(third.chunk(), last.chunk()))
          .allMatch(
              chunk ->
                  chunk.matches(
                      "retry: \\d{5}\n\nevent: busy\ndata: \\{\"reason\":\"limits\"}\n\n"));
      assertThat(third.chunk()).isEmpty();
      one.close();
      await().atMost(SOON).until(() -> metric("subscribers") == 2);
      try (RawHttpConnection again = stream("192.0.2.1")) {
        assertThat(again.chunk()).contains("event: at");
      }
    }
  }

  @Test
  void aClientWithSeveralAddressesOfOneIpv6NetworkCountsOnce() throws Exception {
    try (RawHttpConnection one = stream("2001:db8::1");
        RawHttpConnection two = stream("2001:db8::2");
        RawHttpConnection third = stream("2001:db8::3");
        RawHttpConnection other = stream("2001:db8:0:1::1")) {
      assertThat(List.of(one.chunk(), two.chunk(), other.chunk()))
          .allMatch(f -> f.contains("event: at"));
      assertThat(third.chunk()).contains("event: busy");
    }
  }

  @Test
  void aHeaderThatTheProxyDoesNotSetChangesNoAddress() throws Exception {
    try (RawHttpConnection one = stream("192.0.2.1", "Forwarded: for=192.0.2.2\n");
        RawHttpConnection two = stream("192.0.2.1", "Forwarded: for=192.0.2.3\n");
        RawHttpConnection third = stream("192.0.2.1", "Forwarded: for=192.0.2.4\n")) {
      assertThat(List.of(one.chunk(), two.chunk())).allMatch(f -> f.contains("event: at"));
      assertThat(third.chunk()).contains("event: busy");
    }
  }

  @Test
  void aSubscriberThatDoesNotReadIsClosedAndCanResumeWithoutLoss() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("stall", "aaaa");
    STATE.write(feed.opened(1));
    replica.json("/feeds/stall?min=aaaa-1");
    double closed = metric("slow_closed_total");
    try (RawHttpConnection connection =
        RawHttpConnection.toWithSmallBuffer(replica)
            .send("GET /feeds/stall/stream?after=aaaa-1 HTTP/1.1\nHost: x\n\n")) {
      connection.head();
      ItemContent large = ItemContent.titled("Large").withBody("x".repeat(20_000));
      for (int i = 0; i < 50; i++) {
        STATE.write(FeedStateSamples.withContent(feed.published("i" + i, 2 + i, i), large));
      }
      await().atMost(SOON).until(() -> metric("slow_closed_total") == closed + 1);
      // the reset arrives before the client has read what the kernel buffered
      assertThatThrownBy(() -> connection.until("never")).isInstanceOf(SocketException.class);
    }

    assertThat(
            replica.stream("/feeds/stall/stream?after=aaaa-1")
                .filter(event -> "item".equals(event.event()))
                .take(50)
                .map(event -> String.valueOf(event.id()))
                .collectList()
                .toFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join())
        .doesNotHaveDuplicates()
        .hasSize(50)
        .last()
        .isEqualTo("aaaa-51");
  }

  @Test
  void aConnectionWithoutACompleteRequestIsClosed() throws Exception {
    try (RawHttpConnection slow =
        RawHttpConnection.to(replica).send("GET /feeds HTTP/1.1\nHost: x\nX-Slow: ")) {
      assertThat(slow.isClosed()).isTrue();
    }
    try (RawHttpConnection idle =
        RawHttpConnection.to(replica).send("GET /feeds HTTP/1.1\nHost: x\n\n")) {
      assertThat(idle.head()).startsWith("HTTP/1.1 200");
      assertThat(idle.rest()).doesNotContain("HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5\n\n", "Transfer-Encoding: chunked\n\n"})
  void aRequestForAStreamThatAnnouncesABodyIsRefusedAndItsConnectionClosed(String rest)
      throws Exception {
    try (RawHttpConnection connection =
        RawHttpConnection.to(replica).send("GET /feeds/first/stream HTTP/1.1\nHost: x\n" + rest)) {
      assertThat(connection.head())
          .startsWith("HTTP/1.1 400")
          .containsIgnoringCase("connection: close");
      connection.send("hello");
      assertThat(connection.rest()).contains("body must be absent");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void longRequestLinesAndHeadersAreRefused() throws Exception {
    String much = "x".repeat(10_000);
    try (RawHttpConnection line =
            RawHttpConnection.to(replica).send("GET /feeds?x=" + much + " HTTP/1.1\nHost: x\n\n");
        RawHttpConnection header =
            RawHttpConnection.to(replica)
                .send("GET /feeds HTTP/1.1\nHost: x\nX-Long: " + much + "\n\n")) {
      assertThat(line.head()).startsWith("HTTP/1.1 414");
      assertThat(header.head()).startsWith("HTTP/1.1 4");
    }
  }

  private static RawHttpConnection stream(String address) throws Exception {
    return stream(address, "");
  }

  private static RawHttpConnection stream(String address, String headers) throws Exception {
    String request = "GET /feeds/first/stream HTTP/1.1\nHost: x\nX-Forwarded-For: ";
    RawHttpConnection connection =
        RawHttpConnection.to(replica).send(request + address + "\n" + headers + "\n");
    connection.head();
    // wait for the answer, so that streams are admitted in the order they are opened
    connection.await();
    return connection;
  }

  private static double metric(String name) throws Exception {
    return replica.metric("dateline_stream_" + name);
  }
}
