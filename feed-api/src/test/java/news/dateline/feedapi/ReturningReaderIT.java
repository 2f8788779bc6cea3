package news.dateline.feedapi;

import static news.dateline.feedapi.SnapshotIT.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.FeedSettings;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState.Change;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a page asks for when its reader comes back or follows a link. */
class ReturningReaderIT {
  private static final Instant LATER = Instant.parse("2025-02-04T13:00:00Z");

  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();

  @Test
  void theChangesSinceACursorAreCounted() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("since", "aaaa");
    PublicItem seen = feed.published("seen", 2, 0);
    state.write(feed.opened(1), seen, feed.published("gone", 3, 1));
    state.write(
        FeedStateSamples.corrected(seen, 4, LATER, "It is Friday"),
        feed.retracted("gone", 5, 3, 1),
        FeedStateSamples.withContent(
            feed.published("key", 6, 2), FeedStateSamples.keyEvent("Bridge opens", "town")));

    JsonNode since = replica.json("/feeds/since/since?after=aaaa-3");
    while (since.get("seq").asLong() < 6) {
      since = replica.json("/feeds/since/since?after=aaaa-3");
    }

    assertThat(since.get("counts").toString())
        .isEqualTo("{\"new\":1,\"corrected\":1,\"retracted\":1}");
    assertThat(since.at("/moments/items").size()).isEqualTo(1);
    assertThat(since.at("/moments/items/0").toString())
        .isEqualTo(
            "{\"id\":\"key\",\"title\":\"Bridge opens\",\"publishedAt\":\"2025-02-04T10:02:00Z\","
                + "\"day\":\"2025-02-04\",\"firstSeq\":6}");
    JsonNode item = replica.json("/feeds/since/items/seen");
    assertThat(item.at("/corrections/0/seq").asLong()).isEqualTo(4);
  }

  @Test
  void aCursorOfAnotherEpochHasNoCounts() throws Exception {
    state.write(FeedStateSamples.of("since-anew", "aaaa").opened(1));

    JsonNode since = replica.json("/feeds/since-anew/since?after=bbbb-1");

    assertThat(since.has("counts")).isFalse();
    assertThat(since.has("moments")).isFalse();
    assertThat(since.at("/reset/reason").asString()).isEqualTo("unknown-epoch");
    assertThat(since.at("/reset/snapshot").asString()).isEqualTo("/feeds/since-anew");
  }

  @Test
  void aPageOpensAtAnItemHoweverOldItIs() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("permalink", "aaaa");
    List<PublicItem> items = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      items.add(feed.published("i" + i, 2 + i, i));
    }
    state.write(feed.opened(1));
    state.write(items.toArray(PublicItem[]::new));
    state.write(feed.retracted("i7", 32, 9, 7));

    JsonNode page = replica.json("/feeds/permalink?item=i8&limit=4&min=aaaa-32");
    JsonNode newer = replica.json("/feeds/permalink?limit=2&after=" + text(page, "previous"));
    JsonNode older = replica.json("/feeds/permalink?limit=2&before=" + text(page, "next"));

    assertThat(text(page, "at")).isEqualTo("i8");
    assertThat(ids(page)).containsExactly("i9", "i8", "i7", "i6");
    assertThat(ids(newer)).containsExactly("i11", "i10");
    assertThat(ids(older)).containsExactly("i5", "i4");
    assertThat(ids(replica.json("/feeds/permalink?item=i29&limit=4"))).startsWith("i29");
    JsonNode retracted = replica.json("/feeds/permalink?item=i7&limit=4");
    assertThat(text(retracted, "at")).isEqualTo("i7");
    assertThat(retracted.toString()).contains("\"reason\":\"wrong\"");
    assertThat(replica.get("/feeds/permalink?item=none").statusCode()).isEqualTo(404);
    HttpResponse<String> html =
        replica.get("/feeds/permalink?item=i8&limit=4", "Accept", "text/html");
    assertThat(html.statusCode()).isEqualTo(200);
    assertThat(html.body()).contains("Title of i8 v1").doesNotContain("Title of i10");
  }

  @Test
  void keyMomentsAreInTheSnapshotAndTheirCursorLeadsToOlderOnes() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("moments", "aaaa");
    List<PublicItem> items = new ArrayList<>();
    for (int i = 0; i < 52; i++) {
      items.add(
          FeedStateSamples.withContent(
              feed.published("i" + i, 2 + i, i * 30), FeedStateSamples.keyEvent("K" + i, "town")));
    }
    state.write(feed.opened(1));
    state.write(items.toArray(PublicItem[]::new));

    JsonNode snapshot = replica.json("/feeds/moments?limit=1&min=aaaa-53");
    JsonNode moments = snapshot.get("moments");
    JsonNode older = replica.json("/feeds/moments?keyEvent=true&before=" + text(moments, "next"));

    assertThat(moments.get("items").size()).isEqualTo(50);
    assertThat(moments.at("/items/0/title").asString()).isEqualTo("K51");
    assertThat(moments.at("/items/0/day").asString()).isEqualTo("2025-02-05");
    assertThat(ids(older)).containsExactly("i1", "i0");
    assertThat(older.has("moments")).isFalse();
  }

  @Test
  void theSettingOfALiveBlogReachesSnapshotListAndOpenPages() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("live-blog", "aaaa");
    PublicFeed opened = feed.opened(1);
    state.write(opened);
    JsonNode before = replica.json("/feeds/live-blog");
    state.write(asLiveBlog(opened));
    JsonNode after = replica.json("/feeds/live-blog?min=aaaa-2");
    JsonNode change = replica.json("/feeds/live-blog/changes?after=aaaa-1").at("/changes/0");

    assertThat(text(before, "presentation")).isEqualTo("headlines");
    assertThat(text(after, "presentation")).isEqualTo("live-blog");
    assertThat(text(change, "change")).isEqualTo("revised");
    assertThat(change.at("/feed/presentation").asString()).isEqualTo("live-blog");
    assertThat(replica.get("/feeds").body()).contains("\"presentation\":\"live-blog\"");
  }

  @Test
  void aPageThatPollsGoesOnFromItsCursorUntilItsFeedIsForPartners() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("polled", "aaaa");
    PublicItem first = feed.published("a", 2, 0);
    state.write(feed.opened(1), first);
    JsonNode snapshot = replica.json("/feeds/polled?min=aaaa-2");
    String cursor = text(snapshot, "epoch") + "-" + snapshot.get("seq").asLong();
    HttpResponse<String> idle = replica.get("/feeds/polled/changes?after=" + cursor);
    String etag = idle.headers().firstValue("ETag").orElseThrow();

    assertThat(idle.body()).contains("\"next\":\"aaaa-2\"", "\"more\":false", "\"changes\":[]");
    assertThat(idle.headers().firstValue("Cache-Control").orElseThrow())
        .startsWith("public, max-age=1");
    assertThat(
            replica
                .get("/feeds/polled/changes?after=" + cursor, "If-None-Match", etag)
                .statusCode())
        .isEqualTo(304);

    state.write(FeedStateSamples.retracted(first, 3, "wrong"), feed.revised(4, "Renamed"));
    replica.json("/feeds/polled?min=aaaa-4");
    JsonNode changes = replica.json("/feeds/polled/changes?after=" + cursor);
    assertThat(changes.at("/changes/0/change").asString()).isEqualTo("retracted");
    assertThat(changes.at("/changes/1/feed/title").asString()).isEqualTo("Renamed");
    assertThat(text(changes, "next")).isEqualTo("aaaa-4");

    state.write(feed.closedOff(5));
    HttpResponse<String> refused = replica.get("/feeds/polled/changes?after=aaaa-5");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  private static PublicFeed asLiveBlog(PublicFeed opened) {
    FeedSettings profile = opened.profile();
    FeedSettings liveBlog =
        new FeedSettings(
            profile.title(),
            profile.language(),
            profile.timeZone(),
            profile.labels(),
            profile.access(),
            profile.origins(),
            FeedSettings.Presentation.LIVE_BLOG,
            null);
    return new PublicFeed(
        opened.feed(),
        opened.epoch(),
        2,
        Change.REVISED,
        opened.status(),
        liveBlog,
        opened.openedAt());
  }

  static String text(JsonNode json, String member) {
    return json.get(member).asString();
  }
}
