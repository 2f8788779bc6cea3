package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SlowAnswersIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** The memory pool grows by several megabytes at a time. */
  private static final long MAX_DIRECT_MEMORY = 8 * 1024 * 1024;

  private static final String LARGE = "GET " + LargeFeed.PATH + " HTTP/1.1\nHost: x\n\n";
  private static final String SHARED = "GET /feeds/large HTTP/1.1\nHost: x\n\n";
  private static FeedApiInstance replica;

  /** Asks for the ten items that {@link #SHARED} does not have. */
  private static String older;

  private final List<RawHttpConnection> connections = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    replica =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(),
                "--dateline.stream.write-timeout=2s",
                "--dateline.answers.max-memory=2MB",
                "--dateline.idle-timeout=1m")
            .ready();
    LargeFeed.write(FeedState.shared(), replica);
    String next = replica.json("/feeds/large").path("next").asString();
    older = "GET /feeds/large?before=" + next + " HTTP/1.1\nHost: x\n\n";
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  @AfterEach
  void close() throws Exception {
    for (RawHttpConnection connection : connections) {
      connection.close();
    }
    await().atMost(SOON).until(() -> replica.metric("dateline_answers_held_bytes") == 0);
  }

  private RawHttpConnection send(String request) throws Exception {
    RawHttpConnection connection = RawHttpConnection.toWithSmallBuffer(replica).send(request);
    connections.add(connection);
    return connection;
  }

  @Test
  void aClientThatDoesNotReadItsAnswerIsClosed() throws Exception {
    double closed = replica.metric("dateline_answers_slow_closed_total");
    RawHttpConnection connection = send(LARGE);
    assertThat(connection.head()).startsWith("HTTP/1.1 200");

    await()
        .atMost(SOON)
        .until(() -> replica.metric("dateline_answers_slow_closed_total") == closed + 1);
    assertThatThrownBy(connection::rest).isInstanceOf(SocketException.class);
  }

  @Test
  void aClientThatReadsSlowlyGetsTheWholeAnswer() throws Exception {
    String expected = replica.get(LargeFeed.PATH).body();
    RawHttpConnection connection = send(LARGE);
    connection.head();
    StringBuilder read = new StringBuilder();
    // longer than the write timeout in total, with progress all the time
    await()
        .pollInterval(Duration.ofMillis(25))
        .atMost(Duration.ofMinutes(2))
        .until(() -> read.append(connection.next(32 * 1024)).length() == expected.length());

    assertThat(read.toString()).isEqualTo(expected);
  }

  @Test
  void answersThatAreNotReadHoldBoundedDirectMemory() throws Exception {
    long before = LargeFeed.usedDirectMemory();
    for (int i = 0; i < 20; i++) {
      assertThat(send(SHARED).head()).startsWith("HTTP/1.1 200");
    }

    // 20 answers of 2.4 MB
    assertThat(LargeFeed.usedDirectMemory() - before).isLessThan(MAX_DIRECT_MEMORY);
    assertThat(replica.metric("dateline_answers_held_bytes")).isBetween(2e6, 3e6);
  }

  @Test
  void largeAnswersBeyondTheLimitAreRefusedForAWhile() throws Exception {
    assertThat(send(SHARED).head()).startsWith("HTTP/1.1 200");
    double refused = replica.metric("dateline_answers_refused_total");

    assertThat(send(older).head())
        .startsWith("HTTP/1.1 503")
        .containsIgnoringCase("retry-after: 1")
        .containsIgnoringCase("content-type: application/problem+json");
    assertThat(replica.metric("dateline_answers_refused_total")).isEqualTo(refused + 1);
    assertThat(replica.management("/actuator/health").body())
        .contains("\"answers\":{\"details\":{\"heldBytes\":");
    assertThat(replica.management("/actuator/health").statusCode()).isEqualTo(503);
    assertThat(replica.management("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(send(SHARED).head()).startsWith("HTTP/1.1 200");
    assertThat(replica.get("/feeds/first").statusCode()).isEqualTo(200);

    await().atMost(SOON).until(() -> send(older).head().startsWith("HTTP/1.1 200"));
  }

  @Test
  void aRefusedCompressedAnswerIsAnsweredInPlainText() throws Exception {
    send(SHARED).head();
    assertThat(send(older.replace("Host: x", "Host: x\nAccept-Encoding: gzip")).head())
        .startsWith("HTTP/1.1 503")
        .doesNotContainIgnoringCase("content-encoding");
  }

  @Test
  void pipelinedRequestsAreNotAnsweredWithoutBound() throws Exception {
    long before = LargeFeed.usedDirectMemory();
    double closed = replica.metric("dateline_answers_slow_closed_total");
    send(SHARED.repeat(200)).head();

    await()
        .atMost(SOON)
        .until(() -> replica.metric("dateline_answers_slow_closed_total") == closed + 1);
    assertThat(LargeFeed.usedDirectMemory() - before).isLessThan(MAX_DIRECT_MEMORY);
  }
}
