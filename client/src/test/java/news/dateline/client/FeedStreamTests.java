package news.dateline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FeedStreamTests {
  private static final FeedId FEED = new FeedId("world");

  @RegisterExtension private final ScriptedServer feedApi = new ScriptedServer();
  private @Nullable FeedStream stream;

  @AfterEach
  void stop() {
    if (stream != null) {
      stream.close();
    }
  }

  @Test
  void resumesAfterTheLastChangeAndReportsNoChangeTwice() throws Exception {
    feedApi
        .thenBreaksOffAfter("retry: 1\n" + at(4) + item(5, "a") + item(6, "b").substring(0, 30))
        .thenStreams(at(5) + item(5, "a") + item(6, "b") + item(7, "c"));

    open(FeedQuery.all().label("live"), null, Duration.ofSeconds(20));

    assertThat(changes(3)).containsExactly("5 a", "6 b", "7 c");
    assertThat(feedApi.requests().get(0).uri()).isEqualTo("/feeds/world/stream?label=live");
    assertThat(feedApi.requests().get(0).header("Last-event-id")).isNull();
    assertThat(feedApi.requests().get(1).header("Last-event-id")).isEqualTo("k3f9-5");
    assertThat(opened().cursor()).isEqualTo(new Cursor("k3f9", 7));
  }

  @Test
  void keepsThePositionOfAHeartbeat() throws Exception {
    feedApi.thenBreaksOffAfter("retry: 1\n" + at(4) + at(9)).thenStreams(item(10, "a"));

    open();

    assertThat(changes(1)).containsExactly("10 a");
    assertThat(feedApi.requests().get(1).header("Last-event-id")).isEqualTo("k3f9-9");
  }

  @Test
  void goesOnFromThePositionOfAResetThoughItIsLower() throws Exception {
    feedApi.thenStreams(
        at(40)
            + frame(
                "x7q2-3", "reset", "{\"reason\":\"unknown-epoch\",\"snapshot\":\"/feeds/world\"}")
            + frame("x7q2-4", "item", "{\"change\":\"published\",\"id\":\"a\",\"seq\":4}"));

    open();

    assertThat(next()).isInstanceOf(StreamEvent.Connected.class);
    assertThat(next())
        .isEqualTo(new StreamEvent.Reset("unknown-epoch", new Cursor("x7q2", 3), "/feeds/world"));
    assertThat(changes(1)).containsExactly("4 a");
  }

  @Test
  void comesBackWhenAskedToAfterTheTimeItIsTold() throws Exception {
    feedApi
        .then(
            exchange -> {
              ScriptedServer.begin(
                  exchange, "retry: 400\n\nevent: busy\ndata: {\"reason\":\"limits\"}\n\n");
              exchange.close();
            })
        .thenStreams(at(4) + item(5, "a"));

    open();

    assertThat(next()).isInstanceOf(StreamEvent.Connected.class);
    assertThat(next()).isEqualTo(new StreamEvent.Busy("limits"));
    assertThat(next())
        .isInstanceOfSatisfying(
            StreamEvent.Disconnected.class,
            lost -> {
              assertThat(lost.ended()).isTrue();
              assertThat(lost.retryDelay())
                  .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
            });
    assertThat(changes(1)).containsExactly("5 a");
  }

  @Test
  void connectsAgainAfterSilence() throws Exception {
    feedApi.thenStreams("retry: 1\n" + at(4)).thenStreams(at(4) + item(5, "a"));

    open(FeedQuery.all(), null, Duration.ofMillis(300));

    assertThat(next()).isInstanceOf(StreamEvent.Connected.class);
    assertThat(next())
        .isInstanceOfSatisfying(
            StreamEvent.Disconnected.class,
            lost -> assertThat(lost.reason()).isEqualTo("it was silent for too long"));
    assertThat(changes(1)).containsExactly("5 a");
    assertThat(feedApi.requests().get(1).header("Last-event-id")).isEqualTo("k3f9-4");
  }

  @Test
  void givesUpOnATokenThatIsRefused() {
    feedApi.thenSays(401, "{}");

    open();

    assertThatThrownBy(this::next)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(401))
        .hasMessageContaining("the stream is refused (401)");
    assertThat(feedApi.requests().get(0).header("Authorization")).isEqualTo("Bearer p-1.s3cret");
  }

  @Test
  void takesAFreshStreamTokenForEachConnection() throws Exception {
    feedApi
        .thenBreaksOffAfter("retry: 1\n\nevent: busy\ndata: {\"reason\":\"token\"}\n\n")
        .thenStreams(at(4) + item(5, "a"));
    Iterator<String> tokens = List.of("lapsed", "fresh").iterator();

    open(FeedQuery.all(), tokens::next, Duration.ofSeconds(20));

    assertThat(changes(1)).containsExactly("5 a");
    assertThat(feedApi.requests().stream().map(ScriptedServer.Request::uri))
        .containsExactly("/feeds/world/stream?token=lapsed", "/feeds/world/stream?token=fresh");
  }

  @Test
  void reportsAnEventThatItCannotReadAndIgnoresOneOfALaterVersion() throws Exception {
    feedApi.thenStreams(
        at(4) + frame("k3f9-5", "item", "{") + frame("k3f9-5", "poll", "{}") + item(6, "a"));

    open();

    assertThat(next()).isInstanceOf(StreamEvent.Connected.class);
    assertThat(next()).isEqualTo(new StreamEvent.Unreadable("item"));
    assertThat(next()).isInstanceOf(Change.class);
  }

  @Test
  void endsTheWaitOfAnotherThreadWhenItIsClosed() throws Exception {
    feedApi.thenStreams(at(4));
    open();
    assertThat(next()).isInstanceOf(StreamEvent.Connected.class);
    CompletableFuture<@Nullable StreamEvent> waiting =
        CompletableFuture.supplyAsync(this::nextUnchecked);

    opened().close();

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isNull();
    assertThat(next()).isNull();
  }

  private void open() {
    open(FeedQuery.all(), null, Duration.ofSeconds(20));
  }

  private void open(FeedQuery query, @Nullable Supplier<String> tokens, Duration silenceLimit) {
    HttpSender http =
        new HttpSender(URI.create(feedApi.url()), "p-1.s3cret", RetryPolicy.DEFAULT, notice -> {});
    stream = new FeedStream(http, FeedClient.streamPath(FEED, query), tokens, silenceLimit);
  }

  private FeedStream opened() {
    return Objects.requireNonNull(stream);
  }

  private @Nullable StreamEvent next() throws InterruptedException {
    return opened().next();
  }

  private @Nullable StreamEvent nextUnchecked() {
    try {
      return next();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next changes, as seq and id; skips what the stream reports about its connection. */
  private List<String> changes(int count) throws InterruptedException {
    List<String> changes = new ArrayList<>();
    while (changes.size() < count) {
      if (next() instanceof Change change) {
        changes.add(change.cursor().seq() + " " + change.id());
      }
    }
    return changes;
  }

  private static String at(long seq) {
    return frame("k3f9-" + seq, "at", "{}");
  }

  private static String item(long seq, String id) {
    String data = "{\"change\":\"published\",\"id\":\"%s\",\"seq\":%d}".formatted(id, seq);
    return frame("k3f9-" + seq, "item", data);
  }

  private static String frame(String cursor, String type, String data) {
    return "id: %s\nevent: %s\ndata: %s\n\n".formatted(cursor, type, data);
  }
}
