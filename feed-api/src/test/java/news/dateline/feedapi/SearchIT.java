package news.dateline.feedapi;

import static news.dateline.feedapi.ReturningReaderIT.text;
import static news.dateline.feedapi.SnapshotIT.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicItem;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.JsonNode;

/** The ways to older items: words, series and days. */
class SearchIT {
  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();

  @Test
  void aSeriesIsAFilterOfSnapshotChangesAndStream() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("series", "aaaa");
    ItemContent part = FeedStateSamples.content("Part", "Election night, live", null);
    state.write(
        feed.opened(1),
        feed.published("other", 2, 0),
        FeedStateSamples.withContent(feed.published("part", 3, 1), part));
    String series = "series=Election+night,+live";

    JsonNode snapshot = replica.json("/feeds/series?" + series + "&min=aaaa-3");
    JsonNode changes = replica.json("/feeds/series/changes?after=aaaa-1&" + series);
    ServerSentEvent<String> streamed =
        replica.stream("/feeds/series/stream?last=5&series=Election%20night%2C%20live")
            .filter(event -> "item".equals(event.event()))
            .blockFirst(Duration.ofSeconds(10));

    assertThat(ids(snapshot)).containsExactly("part");
    assertThat(changes.get("changes").size()).isEqualTo(1);
    assertThat(changes.at("/changes/0/id").asString()).isEqualTo("part");
    assertThat(streamed).extracting(ServerSentEvent::id).isEqualTo("aaaa-3");
  }

  @Test
  void daysAreListedWithTheNumberOfTheirItems() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("days", "aaaa");
    state.write(
        feed.opened(1),
        feed.published("a", 2, 0),
        feed.published("b", 3, 1),
        feed.published("night", 4, 800));

    JsonNode all = replica.json("/feeds/days/days?min=aaaa-4");
    JsonNode first = replica.json("/feeds/days/days?limit=1");
    JsonNode next = replica.json("/feeds/days/days?limit=1&before=" + text(first, "next"));

    assertThat(all.get("days").toString())
        .isEqualTo(
            "[{\"date\":\"2025-02-05\",\"heading\":\"Wednesday, 5 February 2025\",\"count\":1},"
                + "{\"date\":\"2025-02-04\",\"heading\":\"Tuesday, 4 February 2025\",\"count\":2}]");
    assertThat(all.has("next")).isFalse();
    assertThat(next.at("/days/0/count").asInt()).isEqualTo(2);
    assertThat(replica.get("/feeds/days/days", "Accept", "text/html").body())
        .containsSubsequence("Wednesday, 5 February 2025", "1 item", "4 February", "2 items");
  }

  @Test
  void aSearchFindsWordsInTitlesWhateverTheirDiacritics() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("search", "aaaa");
    state.write(
        feed.opened(1),
        FeedStateSamples.withContent(feed.published("a", 2, 0), ItemContent.titled("Zürich votes")),
        FeedStateSamples.withContent(feed.published("b", 3, 1), ItemContent.titled("Zurich waits")),
        feed.published("c", 4, 2));

    JsonNode both = replica.json("/feeds/search/search?q=ZURICH&min=aaaa-4");
    JsonNode first = replica.json("/feeds/search/search?q=z%C3%BCrich&limit=1");
    JsonNode next =
        replica.json("/feeds/search/search?q=z%C3%BCrich&limit=1&before=" + text(first, "next"));

    assertThat(both.get("q").asString()).isEqualTo("ZURICH");
    assertThat(both.get("items").toString()).contains("Zürich votes").doesNotContain("of c");
    assertThat(first.at("/items/0/id").asString()).isEqualTo("b");
    assertThat(next.at("/items/0/id").asString()).isEqualTo("a");
    HttpResponse<String> answer = replica.get("/feeds/search/search?q=zurich");
    String etag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
        .startsWith("public, max-age=1");
    assertThat(replica.get("/feeds/search/search?q=zurich", "If-None-Match", etag).statusCode())
        .isEqualTo(304);
  }

  @Test
  void moreThanTwoSearchesAtOnceAreToldToComeBack() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("crowd", "aaaa");
    ItemContent longLead = FeedStateSamples.content("Title", null, "x".repeat(20_000));
    PublicItem[] items = new PublicItem[300];
    for (int i = 0; i < items.length; i++) {
      items[i] = FeedStateSamples.withContent(feed.published("i" + i, 2 + i, i), longLead);
    }
    state.write(feed.opened(1));
    state.write(items);
    replica.json("/feeds/crowd?limit=1&min=aaaa-301");

    List<HttpResponse<String>> answers = new ArrayList<>();
    await()
        .until(
            () -> {
              answers.addAll(sixtySearches());
              return answers.stream().anyMatch(answer -> answer.statusCode() == 503);
            });

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 503);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 503))
        .allMatch(answer -> answer.headers().firstValue("Retry-After").orElse("").equals("1"));
    assertThat(replica.get("/feeds/crowd/search?q=Title").body()).contains("\"i299\"");
  }

  private List<HttpResponse<String>> sixtySearches() {
    return IntStream.range(0, 60)
        .mapToObj(i -> replica.getAsync("/feeds/crowd/search?q=nothing" + i))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }
}
