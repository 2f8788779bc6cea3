package news.dateline.feedapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Error;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Http2LimitsIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** The memory pool grows by several megabytes at a time. */
  private static final long MAX_DIRECT_MEMORY = 8 * 1024 * 1024;

  private static final FeedState STATE = FeedState.shared();
  private static FeedApiInstance replica;

  @BeforeAll
  static void start() throws Exception {
    replica =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(),
                "--dateline.stream.heartbeat=300ms",
                "--dateline.stream.write-timeout=5s",
                "--dateline.answers.max-memory=8MB",
                "--dateline.idle-timeout=1s")
            .ready();
    LargeFeed.write(STATE, replica);
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  @Test
  void answersThatAreNotReadHoldNoMoreThanTheirLimit() throws Exception {
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 0)) {
      List<RawHttp2Connection.Answer> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(connection.get(LargeFeed.PATH + "&i=" + i));
      }
      await().atMost(SOON).until(() -> answers.stream().allMatch(a -> a.status() != null));

      // each has 3 MB, and all share the bytes of the items
      assertThat(answers).allMatch(answer -> "200".equals(answer.status()));
      assertThat(replica.metric("dateline_answers_held_bytes")).isBetween(3e6, 4e6);
      assertThat(replica.get("/feeds/first").statusCode()).isEqualTo(200);

      await().atMost(SOON).until(() -> answers.stream().allMatch(a -> a.reset() != null));
      await().atMost(SOON).until(() -> replica.metric("dateline_answers_held_bytes") == 0);
    }
  }

  @Test
  void descriptionsThatAreNotReadCountAsHeldAndTakeNoDirectMemory() throws Exception {
    int size = replica.get("/openapi.yaml").body().getBytes(UTF_8).length;
    long before = LargeFeed.usedDirectMemory();
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 0)) {
      List<RawHttp2Connection.Answer> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(connection.get("/openapi.yaml"));
      }
      await().atMost(SOON).until(() -> answers.stream().allMatch(a -> a.status() != null));

      assertThat(replica.metric("dateline_answers_held_bytes")).isBetween(40.0 * size, 8e6);
      assertThat(LargeFeed.usedDirectMemory() - before).isLessThan(MAX_DIRECT_MEMORY);

      await().atMost(SOON).until(() -> answers.stream().allMatch(a -> a.reset() != null));
      await().atMost(SOON).until(() -> replica.metric("dateline_answers_held_bytes") == 0);
    }
  }

  @Test
  void aHundredStreamsThatAreNotReadHoldBoundedDirectMemory() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("hundred", "aaaa");
    STATE.write(feed.opened(1));
    replica.json("/feeds/hundred?min=aaaa-1");
    long before = LargeFeed.usedDirectMemory();
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 65_535)) {
      List<RawHttp2Connection.Answer> streams = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        streams.add(connection.get("/feeds/hundred/stream?after=aaaa-1"));
      }
      await().atMost(SOON).until(() -> streams.stream().allMatch(a -> a.body().contains("at")));
      connection.stopReading();
      for (int i = 0; i < 100; i++) {
        STATE.write(LargeFeed.item(feed, 2 + i));
      }
      replica.json("/feeds/hundred?min=aaaa-101&limit=1");

      assertThat(LargeFeed.usedDirectMemory() - before).isLessThan(MAX_DIRECT_MEMORY);
    }
  }

  @Test
  void aStreamThatTakesNothingIsResetAndTheOthersGoOn() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("quiet", "aaaa");
    STATE.write(feed.opened(1));
    replica.json("/feeds/quiet?min=aaaa-1");
    double closed = replica.metric("dateline_stream_slow_closed_total");
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 0)) {
      RawHttp2Connection.Answer blocked = connection.get("/feeds/quiet/stream?after=aaaa-1");
      RawHttp2Connection.Answer answer = connection.get(LargeFeed.PATH);
      RawHttp2Connection.Answer reading = connection.get("/feeds/quiet/stream?after=aaaa-1");
      await().atMost(SOON).until(() -> reading.status() != null);
      connection.allow(reading, 60_000);

      await().atMost(SOON).until(() -> blocked.reset() != null && answer.reset() != null);
      assertThat(List.of(Objects.requireNonNull(blocked.reset()), answer.reset()))
          .containsOnly(Http2Error.CANCEL.code());
      assertThat(replica.metric("dateline_stream_slow_closed_total")).isEqualTo(closed + 1);
      STATE.write(feed.published("a", 2, 0));
      await().atMost(SOON).until(() -> reading.body().contains("id: aaaa-2\nevent: item\n"));
      assertThat(reading.reset()).isNull();
    }
  }

  @Test
  void streamsThatAreNotReadDoNotDelayTheOthersOfTheConnection() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("beside", "aaaa");
    STATE.write(feed.opened(1));
    replica.json("/feeds/beside?min=aaaa-1");
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 0)) {
      List<RawHttp2Connection.Answer> blocked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        blocked.add(connection.get("/feeds/large"));
      }
      RawHttp2Connection.Answer reading = connection.get("/feeds/beside/stream?after=aaaa-1");
      connection.allow(reading, 60_000);
      await().atMost(SOON).until(() -> reading.body().contains("event: at"));

      STATE.write(feed.published("a", 2, 0));

      await().atMost(SOON).until(() -> reading.body().contains("id: aaaa-2\nevent: item\n"));
      assertThat(blocked).allMatch(answer -> answer.reset() == null);
    }
  }

  @Test
  void anAnswerThatIsReadArrivesWhole() throws Exception {
    String expected = replica.get(LargeFeed.PATH).body();
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 0)) {
      RawHttp2Connection.Answer answer = connection.get(LargeFeed.PATH);
      await().atMost(SOON).until(() -> answer.status() != null);
      connection.allowOnConnection(expected.length());
      connection.allow(answer, expected.length());

      await().atMost(SOON).until(answer::hasEnded);
      assertThat(answer.body()).isEqualTo(expected);
    }
  }

  @Test
  void aConnectionWithoutStreamsIsClosedAlthoughItsClientPings() throws Exception {
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 65_535)) {
      RawHttp2Connection.Answer answer = connection.get("/feeds/first");
      await().atMost(SOON).until(answer::hasEnded);

      await()
          .atMost(SOON)
          .until(
              () -> {
                connection.ping();
                return !connection.isOpen();
              });
    }
  }

  @Test
  void aConnectionWhoseRequestNeverEndsIsClosed() throws Exception {
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 65_535)) {
      RawHttp2Connection.Answer answer = connection.withoutEnd("/feeds/first");
      await().atMost(SOON).until(answer::hasEnded);

      await().atMost(SOON).until(() -> !connection.isOpen());
    }
  }

  @Test
  void aConnectionWhoseSocketTakesNothingIsClosed() throws Exception {
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 1_000_000)) {
      connection.allowOnConnection(10_000_000);
      connection.stopReading();
      connection.get(LargeFeed.PATH);
      connection.get("/feeds/large");

      await()
          .atMost(SOON)
          .until(
              () -> {
                connection.ping();
                return !connection.isOpen();
              });
    }
  }

  @Test
  void aClientMayHaveAHundredStreamsAtATime() throws Exception {
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 65_535)) {
      connection.get("/feeds/first");
      await().atMost(SOON).until(() -> connection.maxConcurrentStreams() == 100);
    }
  }
}
