package news.dateline.feedapi;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import news.dateline.events.PublicItem;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

class StreamIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();

  @Test
  void changesCanBePolled() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("changes", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0), feed.published("b", 3, 0));
    replica.json("/feeds/changes?min=aaaa-3");

    JsonNode some = replica.json("/feeds/changes/changes?after=aaaa-1&limit=1");
    JsonNode rest = replica.json("/feeds/changes/changes?after=" + some.get("next").asString());
    JsonNode lost = replica.json("/feeds/changes/changes?after=zzzz-1");

    assertThat(some.path("changes").path(0).path("id").asString()).isEqualTo("a");
    assertThat(some.get("more").asBoolean()).isTrue();
    assertThat(rest.path("changes").path(0).path("item").path("title").asString())
        .isEqualTo("Title of b v1");
    assertThat(rest.get("more").asBoolean()).isFalse();
    assertThat(rest.get("next").asString()).isEqualTo("aaaa-3");
    assertThat(lost.path("reset").path("reason").asString()).isEqualTo("unknown-epoch");
    assertThat(lost.get("next").asString()).isEqualTo("aaaa-3");
    assertThat(replica.json("/feeds/changes/changes").path("changes")).isEmpty();
  }

  @Test
  void aStreamResumesAtTheCursorAndSendsHeartbeats() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("stream", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0));
    replica.json("/feeds/stream?min=aaaa-2");

    StepVerifier.create(replica.stream("/feeds/stream/stream?after=aaaa-1"))
        .assertNext(
            event -> assertThat(event.retry()).isBetween(SOON.dividedBy(5), SOON.dividedBy(2)))
        .assertNext(event -> assertThat(event).matches(is("aaaa-1", "at")))
        .assertNext(event -> assertThat(event).matches(is("aaaa-2", "item")))
        .assertNext(event -> assertThat(event).matches(is("aaaa-2", "at")))
        .then(() -> state.write(feed.updated("a", 3, 2, 0), feed.published("b", 4, 0)))
        .thenConsumeWhile(event -> is("aaaa-2", "at").test(event))
        .assertNext(event -> assertThat(event).matches(is("aaaa-3", "item")))
        .assertNext(event -> assertThat(event).matches(is("aaaa-4", "item")))
        .thenCancel()
        .verify(SOON);
  }

  @Test
  void headersKeepProxiesFromBufferingTheStream() throws Exception {
    HttpHeaders headers = replica.request("HEAD", "/feeds/first/stream").headers();

    assertThat(headers.firstValue("Content-Type")).contains("text/event-stream");
    assertThat(headers.firstValue("Cache-Control")).contains("no-cache, no-transform");
    assertThat(headers.firstValue("X-Accel-Buffering")).contains("no");
  }

  @Test
  void aStreamBeginsWhereTheClientCanResume() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("begin", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0), feed.published("b", 3, 0));
    replica.json("/feeds/begin?min=aaaa-3");

    assertThat(firsts("begin/stream?after=aaaa-1", "Last-Event-ID", "aaaa-2"))
        .containsExactly("aaaa-2 at", "aaaa-3 item");
    assertThat(firsts("begin/stream?last=1")).containsExactly("aaaa-2 at", "aaaa-3 item");
    assertThat(firsts("begin/stream")).containsExactly("aaaa-3 at", "aaaa-3 at");
    assertThat(firsts("begin/stream", "Last-Event-ID", "nonsense"))
        .containsExactly("aaaa-3 reset", "aaaa-3 at");
    assertThat(firsts("begin/stream?after=zzzz-1")).containsExactly("aaaa-3 reset", "aaaa-3 at");
    assertThat(firsts("begin/stream?after=aaaa-99")).containsExactly("aaaa-3 reset", "aaaa-3 at");
  }

  @Test
  void changesAndStreamsCanBeFiltered() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("asked-for", "aaaa");
    state.write(
        feed.opened(1),
        FeedStateSamples.withContent(
            feed.published("a", 2, 0), FeedStateSamples.keyEvent("A", "town", "storm")),
        FeedStateSamples.withContent(
            feed.published("b", 3, 0), FeedStateSamples.keyEvent("B", "town", "ferry")),
        feed.published("c", 4, 0));
    replica.json("/feeds/asked-for?min=aaaa-4");

    JsonNode changes = replica.json("/feeds/asked-for/changes?after=aaaa-1&tag=storm&tag=fog");

    assertThat(changes.get("changes")).hasSize(1);
    assertThat(changes.get("next").asString()).isEqualTo("aaaa-4");
    assertThat(firsts("asked-for/stream?after=aaaa-1&tag=storm"))
        .containsExactly("aaaa-1 at", "aaaa-2 item");
    assertThat(firsts("asked-for/stream?last=1&section=town"))
        .containsExactly("aaaa-2 at", "aaaa-3 item");
    assertThat(firsts("asked-for/stream?after=aaaa-1&label=analysis&tag=ferry"))
        .containsExactly("aaaa-1 at", "aaaa-3 item");
    assertThat(replica.get("/feeds/asked-for/stream?breaking=no").statusCode()).isEqualTo(400);
    String many = IntStream.range(0, 17).mapToObj(i -> "tag=" + i).collect(joining("&"));
    assertThat(replica.get("/feeds/asked-for/stream?" + many).statusCode()).isEqualTo(400);
  }

  @Test
  void aFilteredStreamThatResumesSaysWhenItHasPassedManyHiddenChanges() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("hidden", "aaaa");
    int changes = 2_100;
    state.write(feed.opened(1));
    state.write(
        IntStream.rangeClosed(2, changes)
            .mapToObj(seq -> feed.published("i" + seq, seq, 0))
            .toArray(PublicItem[]::new));
    replica.json("/feeds/hidden?limit=1&min=aaaa-" + changes);

    try (RawHttpConnection connection =
        RawHttpConnection.to(replica)
            .send("GET /feeds/hidden/stream?after=aaaa-1&tag=storm HTTP/1.1\nHost: x\n\n")) {
      connection.head();
      String first = "id: aaaa-1\nevent: at\ndata: {\"seq\":%d}\n\n".formatted(changes);
      String last = "id: aaaa-%d\nevent: at\ndata: {}\n\n".formatted(changes);
      assertThat(connection.chunk()).endsWith(first);
      assertThat(connection.chunk()).isEqualTo(last);
    }
  }

  @Test
  void eachOfSeveralFeedsResumesAtItsOwnCursor() throws Exception {
    FeedStateSamples one = FeedStateSamples.of("one", "aaaa");
    FeedStateSamples two = FeedStateSamples.of("two", "bbbb");
    state.write(one.opened(1), two.opened(1), one.published("a", 2, 0), two.published("b", 2, 0));
    replica.json("/feeds/one?min=aaaa-2");
    replica.json("/feeds/two?min=bbbb-2");

    assertThat(firsts("/stream?feeds=two,one", "Last-Event-ID", "one:aaaa-1,two:bbbb-2"))
        .containsExactly("one:aaaa-1,two:bbbb-2 at", "one:aaaa-2,two:bbbb-2 item");
    assertThat(firsts("/stream?feeds=one,two&after=two:bbbb-1"))
        .containsExactly("one:aaaa-2,two:bbbb-1 at", "one:aaaa-2,two:bbbb-2 item");
    for (String wrong :
        List.of("", "?feeds=", "?feeds=one,,two", "?feeds=one&after=aaaa-1", "?feeds=a.b")) {
      assertThat(replica.get("/stream" + wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(replica.get("/stream?feeds=one,none").statusCode()).isEqualTo(404);
  }

  @Test
  void aDisconnectedSubscriberIsRemoved() {
    Disposable reader = replica.stream("/feeds/first/stream").subscribe();
    await().atMost(SOON).until(() -> metrics().contains("dateline_stream_subscribers 1.0"));

    reader.dispose();

    await().atMost(SOON).until(() -> metrics().contains("dateline_stream_subscribers 0.0"));
  }

  private static Predicate<ServerSentEvent<String>> is(String id, String event) {
    return actual -> id.equals(actual.id()) && event.equals(actual.event());
  }

  private String metrics() throws Exception {
    return replica.management("/actuator/prometheus").body();
  }

  /** Returns the two events after the reconnect delay. */
  private List<String> firsts(String path, String... headers) {
    return replica.stream(path.startsWith("/") ? path : "/feeds/" + path, headers)
        .skip(1)
        .take(2)
        .map(event -> event.id() + " " + event.event())
        .collectList()
        .toFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }
}
