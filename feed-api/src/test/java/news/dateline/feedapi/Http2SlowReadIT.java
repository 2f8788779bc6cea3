package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Error;
import java.time.Duration;
import java.util.concurrent.Callable;
import news.dateline.events.ItemContent;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that open a window of HTTP/2 by a few bytes at a time. A part of 16 KiB takes them
 * several times the write timeout.
 */
class Http2SlowReadIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int FEW_BYTES = 500;
  private static final String PATH = "/feeds/slow-read";

  private static final FeedState STATE = FeedState.shared();
  private static FeedApiInstance replica;

  @BeforeAll
  static void start() throws Exception {
    replica =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(),
                "--dateline.stream.heartbeat=300ms",
                "--dateline.stream.write-timeout=1s")
            .ready();
    FeedStateSamples feed = FeedStateSamples.of("slow-read", "aaaa");
    ItemContent large = ItemContent.titled("Large").withBody("x".repeat(33_000));
    STATE.write(feed.opened(1), FeedStateSamples.withContent(feed.published("a", 2, 1), large));
    replica.json(PATH + "?min=aaaa-2");
    LargeFeed.write(STATE, replica);
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  @Test
  void aClientThatOpensItsWindowByAFewBytesAtATimeGetsTheWholeAnswer() throws Exception {
    String expected = replica.get(PATH).body();
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 0)) {
      RawHttp2Connection.Answer blocked = connection.get(PATH);
      RawHttp2Connection.Answer answer = connection.get(PATH);

      openUntil(
          () -> answer.hasEnded() || answer.reset() != null,
          () -> connection.allow(answer, FEW_BYTES));

      assertThat(answer.reset()).isNull();
      assertThat(answer.body()).isEqualTo(expected);
      assertThat(blocked.reset()).isEqualTo(Http2Error.CANCEL.code());
    }
  }

  @Test
  void aClientThatOpensTheWindowOfTheConnectionByAFewBytesAtATimeIsNotReset() throws Exception {
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 65_535)) {
      RawHttp2Connection.Answer answer = connection.get(LargeFeed.PATH);
      await().atMost(SOON).until(() -> answer.body().length() == 65_535);
      connection.allow(answer, 1_000_000);

      openUntil(
          () -> answer.body().length() > 65_535 + 33_000 || answer.reset() != null,
          () -> connection.allowOnConnection(FEW_BYTES));

      assertThat(answer.reset()).isNull();
    }
  }

  @Test
  void aStreamWhoseClientOpensItsWindowByAFewBytesAtATimeGoesOn() throws Exception {
    try (RawHttp2Connection connection = RawHttp2Connection.to(replica, 0)) {
      RawHttp2Connection.Answer stream = connection.get(PATH + "/stream?after=aaaa-1");

      openUntil(
          () -> stream.body().length() > 33_000 || stream.reset() != null,
          () -> connection.allow(stream, FEW_BYTES));

      assertThat(stream.reset()).isNull();
      assertThat(stream.body()).contains("id: aaaa-2\nevent: item\n");
    }
  }

  private interface Opening {
    void open() throws Exception;
  }

  private static void openUntil(Callable<Boolean> condition, Opening window) {
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              window.open();
              return condition.call();
            });
  }
}
