package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.testsupport.BrokenJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ItemsIT {
  private static final Instant NOON = Instant.parse("2035-01-01T12:00:00Z");
  private static final Instant ONE = Instant.parse("2035-01-01T13:00:00Z");

  private final ProducerFixture producer = ProducerFixture.shared();

  @Test
  void aHeldItemShowsItsContentAndReleaseTime() {
    producer.openFeed("holds");
    producer.consumer.write(held("holds", "a", 3, NOON));

    ApiResponse item = producer.send("GET", "/feeds/holds/items/a", "");

    assertThat(item.status()).isEqualTo(200);
    assertThat(item.header("ETag")).isEqualTo("\"3\"");
    assertThat(item.header("Cache-Control")).isEqualTo("no-store");
    assertThat(item.text("status")).isEqualTo("held");
    assertThat(item.json().path("held").path("title").asString()).isEqualTo("Secret a");
    assertThat(item.json().path("held").path("embargoedUntil").asString())
        .isEqualTo(NOON.toString());
    assertThat(item.json().path("history").path(0).path("by").asString()).isEqualTo("/desk/ann");
    assertThat(item.json().has("item")).isFalse();
  }

  @Test
  void anAsteriskMatchesWhateverExistsAndAVersionNoWholeAnswer() {
    producer.openFeed("matches");
    producer.consumer.write(held("matches", "a", 3, NOON));
    String item = "/feeds/matches/items/a";

    for (String path : List.of(item, "/feeds", "/", "/desk/desk.js", "/openapi", "/openapi.yaml")) {
      ApiResponse any = producer.send("GET", path, "", "If-None-Match", "*");
      assertThat(any.status()).as(path).isEqualTo(304);
      assertThat(any.body()).isEmpty();
    }
    assertThat(producer.send("GET", item, "", "If-None-Match", "*").header("ETag"))
        .isEqualTo("\"3\"");
    assertThat(producer.send("GET", item, "", "If-None-Match", "\"3\"").status()).isEqualTo(200);
    assertThat(producer.send("GET", item + "b", "", "If-None-Match", "*").status()).isEqualTo(404);
    assertThat(producer.sendBare("GET", item, "", "If-None-Match", "*").status()).isEqualTo(401);
  }

  @Test
  void aPublishedItemShowsItsPublicState() {
    producer.openFeed("shows");
    producer.consumer.write(held("shows", "a", 1, NOON));
    producer.consumer.write(publicItem("shows", "abcd", published("a", 2)));
    producer.consumer.write(deskState("shows", "a", DeskState.Status.PUBLISHED, 2, null));

    ApiResponse item = producer.send("GET", "/feeds/shows/items/a", "");

    assertThat(item.header("ETag")).isEqualTo("\"2\"");
    assertThat(item.text("status")).isEqualTo("published");
    assertThat(item.json().path("item").path("title").asString()).isEqualTo("Public a");
    assertThat(item.json().path("item").path("seq").asLong()).isEqualTo(8);
    assertThat(item.json().has("held")).isFalse();
  }

  @Test
  void aRetractedItemShowsItsReasonAndAWithdrawnOneNothingPublic() {
    producer.openFeed("gone");
    Item seen = published("seen", 2).retracted(NOON, "Wrong bridge", 9);
    producer.consumer.write(publicItem("gone", "abcd", seen));
    producer.consumer.write(deskState("gone", "seen", DeskState.Status.RETRACTED, 2, null));
    producer.consumer.write(deskState("gone", "unseen", DeskState.Status.RETRACTED, 5, null));

    ApiResponse retracted = producer.send("GET", "/feeds/gone/items/seen", "");
    ApiResponse withdrawn = producer.send("GET", "/feeds/gone/items/unseen", "");

    assertThat(retracted.text("status")).isEqualTo("retracted");
    assertThat(retracted.json().path("item").path("reason").asString()).isEqualTo("Wrong bridge");
    assertThat(withdrawn.text("status")).isEqualTo("retracted");
    assertThat(withdrawn.header("ETag")).isEqualTo("\"5\"");
    assertThat(withdrawn.json().has("item")).isFalse();
  }

  @Test
  void recordsThatCannotBeReadAreSetAside() {
    producer.openFeed("nonsense");
    producer.consumer.write(held("nonsense", "a", 1, NOON));
    producer.consumer.write(held("nonsense", "b", 1, NOON));
    for (Topic topic : Topic.values()) {
      for (byte[] value : BrokenJson.variantsOf(held("nonsense", "a", 1, NOON).value())) {
        producer.consumer.writeNonsense(topic, "nonsense", "nonsense/c", new String(value, UTF_8));
      }
    }
    producer.consumer.writeNonsense(Topic.FEED_STATE, "nonsense", "nonsense/a", "null");
    producer.consumer.writeNonsense(Topic.DESK_STATE, "nonsense", "nonsense/b", "null");
    producer.consumer.writeNonsense(Topic.DESK_STATE, "nonsense", "nonsense/b", "{}");

    assertThat(producer.send("GET", "/feeds/nonsense/items/a", "").text("status"))
        .isEqualTo("held");
    assertThat(producer.send("GET", "/feeds/nonsense/items/b", "").text("status"))
        .isEqualTo("held");
    assertThat(producer.send("GET", "/feeds/nonsense/items/c", "").status()).isLessThan(500);
  }

  @Test
  void anItemWithoutDeskStateHasNoHistory() {
    producer.openFeed("old");
    producer.consumer.write(publicItem("old", "abcd", published("a", 2)));

    JsonNode item = producer.send("GET", "/feeds/old/items/a", "").json();

    assertThat(item.path("status").asString()).isEqualTo("published");
    assertThat(item.path("version").asInt()).isEqualTo(2);
    assertThat(item.path("history").size()).isZero();
  }

  @Test
  void everyResponseIncludesWhatWasWrittenBeforeTheRequest() {
    producer.openFeed("newest");
    for (int version = 1; version <= 50; version++) {
      producer.consumer.write(publicItem("newest", "abcd", published("a", version)));
      producer.consumer.write(deskState("newest", "a", DeskState.Status.PUBLISHED, version, null));

      assertThat(producer.send("GET", "/feeds/newest/items/a", "").header("ETag"))
          .isEqualTo("\"" + version + "\"");
    }
  }

  @Test
  void aResponseIsNeverOlderThanAnOutcomeAlreadyReturned() {
    producer.openFeed("told");
    producer.consumer.write(publicItem("told", "abcd", published("a", 2)));
    producer.consumer.script("told", event -> StubConsumer.accepted(event, 9, 3));
    producer.send("PUT", "/feeds/told/items/a", "{\"title\":\"t\"}", "Prefer", "wait=10");

    CompletableFuture<ApiResponse> item =
        CompletableFuture.supplyAsync(() -> producer.send("GET", "/feeds/told/items/a", ""));
    producer.consumer.write(publicItem("told", "abcd", published("a", 3)));

    assertThat(item.join().header("ETag")).isEqualTo("\"3\"");
  }

  @Test
  void heldItemsAreOrderedByReleaseTime() {
    producer.openFeed("queue");
    producer.consumer.write(held("queue", "late", 1, ONE));
    producer.consumer.write(held("queue", "b", 1, NOON));
    producer.consumer.write(held("queue", "a", 1, NOON));
    producer.consumer.write(held("queue", "out", 1, NOON));
    producer.consumer.write(deskState("queue", "out", DeskState.Status.PUBLISHED, 1, null));

    ApiResponse held = producer.send("GET", "/feeds/queue/held", "");

    assertThat(held.json().path("feed").asString()).isEqualTo("queue");
    assertThat(held.json().path("items").findValuesAsString("id"))
        .containsExactly("a", "b", "late");
  }

  @Test
  void statesOfAnotherEpochAreIgnored() {
    producer.openFeed("renumbered");
    producer.consumer.write(publicItem("renumbered", "earlier", published("a", 2)));
    producer.consumer.write(
        new DeskState(
            new FeedId("renumbered"),
            "earlier",
            new ItemId("b"),
            DeskState.Status.HELD,
            1,
            null,
            secret("b", NOON),
            null,
            List.of(),
            List.of(),
            null));

    assertThat(producer.send("GET", "/feeds/renumbered/items/a", "").text("reason"))
        .isEqualTo("no-item");
    assertThat(producer.send("GET", "/feeds/renumbered/items/b", "").status()).isEqualTo(404);
    assertThat(producer.send("GET", "/feeds/renumbered/held", "").json().path("items").size())
        .isZero();
  }

  private static DeskState held(String feed, String id, int version, Instant until) {
    return deskState(feed, id, DeskState.Status.HELD, version, secret(id, until));
  }

  private static ItemContent secret(String id, Instant until) {
    return ItemContent.titled("Secret " + id).withTimes(null, until);
  }

  private static DeskState deskState(
      String feed, String id, DeskState.Status status, int version, @Nullable ItemContent held) {
    return new DeskState(
        new FeedId(feed),
        "abcd",
        new ItemId(id),
        status,
        version,
        null,
        held,
        null,
        List.of(),
        List.of(
            new DeskState.HistoryEntry("held", Instant.EPOCH, "/desk/ann", version, null, null)),
        null);
  }

  private static Item published(String id, int version) {
    LocalDate day = LocalDate.of(2035, 1, 1);
    Item.DatedContent dated =
        new Item.DatedContent(ItemContent.titled("Public " + id), day, NOON, null);
    return Item.published(new ItemId(id), 8, dated).withVersion(version);
  }

  private static PublicItem publicItem(String feed, String epoch, Item item) {
    return new PublicItem(new FeedId(feed), epoch, PublicState.Change.PUBLISHED, item);
  }
}
