package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams that end because they have reached their maximum age. */
class StreamAgeIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String LAST_EVENTS = "(?s).*\\n\\nretry: [234]\\d\\d\\n\\n";

  private static FeedApiInstance replica;

  private final FeedState state = FeedState.shared();

  @BeforeAll
  static void start() {
    FeedState.shared();
    replica =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(),
                "--dateline.stream.heartbeat=300ms",
                "--dateline.stream.max-stream-age=2s")
            .ready();
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  @Test
  void aStreamOfHttp1EndsInOrderAndIsCounted() throws Exception {
    state.write(FeedStateSamples.of("aged", "aaaa").opened(1));
    double before = replica.metric("dateline_stream_expired_total");

    try (RawHttpConnection stream = RawHttpConnection.open(replica, "/feeds/aged/stream")) {
      List<String> chunks = new ArrayList<>();
      for (String chunk = stream.chunk(); !chunk.isEmpty(); chunk = stream.chunk()) {
        chunks.add(chunk);
      }

      assertThat(stream.isClosed()).isTrue();
      assertThat("\n\n" + chunks.get(chunks.size() - 1)).matches(LAST_EVENTS);
    }
    assertThat(replica.metric("dateline_stream_expired_total")).isGreaterThan(before);
  }

  @Test
  void aStreamOfHttp2EndsInOrderAndItsConnectionServesOn() throws Exception {
    state.write(FeedStateSamples.of("aged-h2", "aaaa").opened(1));

    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 64 * 1024)) {
      RawHttp2Connection.Answer stream = connection.get("/feeds/aged-h2/stream");

      await().atMost(SOON).until(stream::hasEnded);
      assertThat(stream.body()).matches(LAST_EVENTS);
      assertThat(stream.reset()).isNull();
      RawHttp2Connection.Answer next = connection.get("/feeds/aged-h2");
      await().atMost(SOON).until(next::hasEnded);
      assertThat(next.status()).isEqualTo("200");
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @Test
  void aClientThatResumesReceivesEachChangeOnce() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("aged-on", "aaaa");
    state.write(feed.opened(1));
    List<Integer> received = new ArrayList<>();
    int published = 1;
    for (int connection = 0; connection < 3; connection++) {
      String path = "/feeds/aged-on/stream?after=aaaa-" + (received.size() + 1);
      // not open(), which drops the first chunk: it may have changes
      try (RawHttpConnection stream =
          RawHttpConnection.to(replica).send("GET " + path + " HTTP/1.1\nHost: x\n\n")) {
        assertThat(stream.head()).startsWith("HTTP/1.1 200");
        for (String chunk = stream.chunk(); !chunk.isEmpty(); chunk = stream.chunk()) {
          chunk
              .lines()
              .filter(line -> line.startsWith("data: {\"change\":\"published\""))
              .forEach(line -> received.add(seq(line)));
          published++;
          state.write(feed.published("i" + published, published, published));
        }
      }
    }
    // the last ones may have been written when no stream was open
    assertThat(received)
        .isEqualTo(IntStream.rangeClosed(2, received.size() + 1).boxed().toList())
        .hasSizeGreaterThan(2);
  }

  private static int seq(String data) {
    return Integer.parseInt(data.replaceFirst(".*\"seq\":(\\d+).*", "$1"));
  }
}
