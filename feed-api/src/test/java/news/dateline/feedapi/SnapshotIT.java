package news.dateline.feedapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import news.dateline.events.Breaking;
import news.dateline.events.PublicItem;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.JsonNode;

class SnapshotIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();

  @Test
  void itemsAreGroupedByDayAndPaged() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("snapshot", "aaaa");
    state.write(
        feed.opened(1),
        feed.published("a", 2, 0),
        feed.published("b", 3, 10),
        feed.published("night", 4, 800),
        feed.retracted("b", 5, 3, 10));

    JsonNode all = replica.json("/feeds/snapshot?min=aaaa-5");
    JsonNode page = replica.json("/feeds/snapshot?limit=2");
    JsonNode next = replica.json("/feeds/snapshot?limit=2&before=" + page.get("next").asString());

    assertThat(all.get("epoch").asString() + "-" + all.get("seq").asLong()).isEqualTo("aaaa-5");
    assertThat(all.path("days").path(0).path("heading").asString())
        .isEqualTo("Wednesday, 5 February 2025");
    assertThat(ids(all)).containsExactly("night", "b", "a");
    assertThat(all.path("days").path(1).path("items").path(0).path("status").asString())
        .isEqualTo("retracted");
    assertThat(all.has("next")).isFalse();
    assertThat(ids(page)).containsExactly("night", "b");
    assertThat(ids(next)).containsExactly("a");
    assertThat(ids(replica.json("/feeds/snapshot?day=2025-02-05"))).containsExactly("night");
    assertThat(ids(replica.json("/feeds/snapshot?limit=100000"))).hasSize(3);
  }

  @Test
  void pinnedAndBreakingItemsAreOnEveryPage() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("standing-out", "aaaa");
    PublicItem old = feed.published("old", 2, -2000);
    PublicItem major = feed.published("major", 3, 0);
    state.write(feed.opened(1), old, major, feed.published("newest", 4, 10));
    JsonNode plain = replica.json("/feeds/standing-out?min=aaaa-4");

    Instant until = Instant.parse("2025-02-04T13:00:00Z");
    state.write(
        FeedStateSamples.pinned(old, 5),
        FeedStateSamples.breaking(major, 6, Breaking.Level.MAJOR, until),
        FeedStateSamples.closed(feed.opened(1), 7));
    JsonNode marked = replica.json("/feeds/standing-out?limit=1&min=aaaa-7");

    assertThat(plain.has("pinned")).isFalse();
    assertThat(plain.get("breaking").isEmpty()).isTrue();
    assertThat(plain.get("status").asString()).isEqualTo("open");
    assertThat(ids(marked)).containsExactly("newest");
    assertThat(marked.at("/pinned/id").asString()).isEqualTo("old");
    assertThat(marked.at("/pinned/title").asString()).isEqualTo("Title of old v1");
    assertThat(marked.at("/breaking/0/breaking/until").asString())
        .isEqualTo("2025-02-04T13:00:00Z");
    assertThat(marked.get("status").asString()).isEqualTo("closed");
    assertThat(
            StreamSupport.stream(replica.json("/feeds").get("feeds").spliterator(), false)
                .filter(entry -> entry.get("feed").asString().equals("standing-out")))
        .extracting(entry -> entry.get("status").asString())
        .containsExactly("closed");
  }

  @Test
  void aFilterSelectsItems() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("filtered", "aaaa");
    state.write(
        feed.opened(1),
        feed.published("exclusive", 2, 0),
        FeedStateSamples.withContent(
            feed.published("a", 3, 10), FeedStateSamples.keyEvent("A", "Sea & port", "storm")),
        FeedStateSamples.withContent(
            feed.published("b", 4, 20), FeedStateSamples.keyEvent("B", "Sea & port", "ferry")));

    assertThat(ids(replica.json("/feeds/filtered?label=exclusive&min=aaaa-4")))
        .containsExactly("exclusive");
    assertThat(ids(replica.json("/feeds/filtered?tag=storm&tag=ferry"))).containsExactly("b", "a");
    assertThat(ids(replica.json("/feeds/filtered?section=Sea+%26+port&tag=storm&label=")))
        .containsExactly("a");
    assertThat(ids(replica.json("/feeds/filtered?label=none"))).isEmpty();
    String page =
        replica.get("/feeds/filtered?section=Sea+%26+port&limit=1", "Accept", "text/html").body();
    assertThat(page)
        .contains("href=\"/feeds/filtered?section=Sea%20%26%20port&amp;before=")
        .contains(">B</a>");
    HttpResponse<String> many = replica.get("/feeds/filtered?" + tags(17));
    assertThat(many.statusCode()).isEqualTo(400);
    assertThat(many.body()).contains("\"field\":\"tag\"", "at most 16");
  }

  @Test
  void aRenumberedFeedResetsItsSubscribersAndDropsItemsOfTheOldEpoch() throws Exception {
    FeedStateSamples before = FeedStateSamples.of("anew", "aaaa");
    state.write(before.opened(1), before.published("kept", 2, 0), before.published("held", 3, 10));
    replica.json("/feeds/anew?min=aaaa-3");
    FeedStateSamples after = FeedStateSamples.of("anew", "bbbb");
    state.write(after.opened(1), after.published("kept", 2, 0));
    JsonNode snapshot = replica.json("/feeds/anew?min=bbbb-2");

    state.write(before.published("late", 4, 20), after.published("next", 3, 20));

    assertThat(ids(snapshot)).containsExactly("kept");
    assertThat(ids(replica.json("/feeds/anew?min=bbbb-3"))).containsExactly("next", "kept");
    assertThat(replica.json("/feeds/anew/changes?after=aaaa-3").at("/reset/reason").asString())
        .isEqualTo("unknown-epoch");
    assertThat(
            replica.stream("/feeds/anew/stream?after=aaaa-3")
                .mapNotNull(ServerSentEvent::event)
                .blockFirst(SOON))
        .isEqualTo("reset");
  }

  @Test
  void theDefaultSnapshotIsCompressedAndHasAValidator() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("compressed", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0));
    replica.json("/feeds/compressed?min=aaaa-2");
    for (String type : List.of("application/json", "text/html")) {
      HttpResponse<String> plain = replica.get("/feeds/compressed", "Accept", type);
      String[] wish = {"Accept", type, "Accept-Encoding", "br, gzip"};
      HttpResponse<byte[]> compressed = replica.bytes("/feeds/compressed", wish);
      String etag = compressed.headers().firstValue("ETag").orElseThrow();

      assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(plain.body());
      }
      assertThat(plain.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(etag);
      HttpResponse<byte[]> again =
          replica.bytes(
              "/feeds/compressed",
              Stream.concat(Stream.of(wish), Stream.of("If-None-Match", etag))
                  .toArray(String[]::new));
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.headers().firstValue("ETag")).contains(etag);
    }
    state.write(feed.retracted("a", 3, 2, 0));
    replica.json("/feeds/compressed?min=aaaa-3");
    assertThat(replica.get("/feeds/compressed").body()).doesNotContain("Title of a");
  }

  /** Reactor Netty 1.3.6 lost the third request of a connection (reactor-netty#4361). */
  @Test
  void aConnectionServesFurtherRequestsAfterAnAnswerThatWaited() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("keep-alive", "aaaa");
    state.write(feed.opened(1));
    for (int seq = 2; seq < 100; seq++) {
      state.write(feed.published("a", seq, 0));
      assertThat(replica.get("/feeds/keep-alive?min=aaaa-" + seq).statusCode()).isEqualTo(200);
      assertThat(replica.get("/feeds/keep-alive").statusCode()).isEqualTo(200);
      assertThat(replica.get("/feeds/keep-alive").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aConnectionServesFurtherRequestsAfterAStreamThatWaited() throws Exception {
    for (int i = 0; i < 200; i++) {
      assertThat(replica.get("/feeds/none-" + i + "/stream").statusCode()).isEqualTo(404);
      assertThat(replica.get("/feeds/first?limit=1").statusCode()).isEqualTo(200);
    }
  }

  private static String tags(int number) {
    return IntStream.range(0, number).mapToObj(i -> "&tag=" + i).collect(Collectors.joining());
  }

  static List<String> ids(JsonNode snapshot) {
    return StreamSupport.stream(snapshot.get("days").spliterator(), false)
        .flatMap(day -> StreamSupport.stream(day.get("items").spliterator(), false))
        .map(item -> item.get("id").asString())
        .toList();
  }
}
