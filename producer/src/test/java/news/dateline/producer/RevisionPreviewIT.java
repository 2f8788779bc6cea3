package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The preview of an item that exists: what of it stays, and what is refused. */
class RevisionPreviewIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final FeedId FEED = new FeedId("revised");
  private static final Instant NOON = Instant.parse("2025-02-04T10:00:00Z");
  private static final Instant LATER = Instant.parse("2035-01-01T10:00:00Z");

  @BeforeAll
  static void openFeed() {
    String settings = "{\"title\":\"Harbour\",\"timeZone\":\"Europe/Kyiv\"}";
    assertThat(PRODUCER.send("PUT", "/feeds/revised", settings, "Prefer", "wait=10").status())
        .isIn(200, 201);
  }

  @Test
  void aRevisionKeepsTheDateAndTheCorrections() {
    Item seen =
        published("seen", "Before")
            .withCorrections(List.of(new Item.Correction(NOON, "It was Friday.", 7L)));
    write(seen);

    Document update = preview("{\"id\":\"seen\",\"title\":\"After\"}");
    Document typo =
        Jsoup.parse(
            PRODUCER
                .send(
                    "POST",
                    "/feeds/revised/preview?minor=true",
                    "{\"id\":\"seen\",\"title\":\"After\"}")
                .body());
    Document correction =
        preview("{\"id\":\"seen\",\"title\":\"After\",\"note\":\"It was Monday.\"}");

    assertThat(update.expectFirst("#item h1").text()).isEqualTo("After");
    assertThat(update.expectFirst("#item .published").text()).isEqualTo("4 February 2025, 12:00");
    assertThat(update.select("#item .updated")).hasSize(1);
    assertThat(typo.select("#item .updated")).isEmpty();
    assertThat(update.select("#item .corrections .text").eachText())
        .containsExactly("It was Friday.");
    assertThat(correction.select("#item .corrections .text").eachText())
        .containsExactly("It was Friday.", "It was Monday.");
  }

  @Test
  void anUpdateThatChangesNothingIsNotShownAsUpdated() {
    write(published("same", "Before"));

    Document same = preview("{\"id\":\"same\",\"title\":\"Before\"}");

    assertThat(same.expectFirst("#item h1").text()).isEqualTo("Before");
    assertThat(same.select("#item .updated")).isEmpty();
  }

  @Test
  void aHeldItemKeepsItsTimesAndWillBeTheBreakingNewsThatWasPlanned() {
    ItemContent held = ItemContent.titled("Secret");
    Breaking.Planned planned = new Breaking.Planned(Breaking.Level.MAJOR, null);
    write("held", DeskState.Status.HELD, held.withTimes(null, LATER), planned);
    write("dated", DeskState.Status.HELD, held.withTimes(NOON, LATER), null);

    Document breaking = preview("{\"id\":\"held\",\"title\":\"Bridge closed\"}");
    Document dated = preview("{\"id\":\"dated\",\"title\":\"Bridge closed\"}");

    assertThat(breaking.expectFirst("#item .published").text()).isEqualTo("1 January 2035, 12:00");
    assertThat(breaking.expectFirst(".alert[data-level=major] a").text())
        .isEqualTo("Bridge closed");
    assertThat(dated.expectFirst("#item .published").text()).isEqualTo("4 February 2025, 12:00");
    assertThat(dated.select(".alert")).isEmpty();
  }

  @Test
  void aCorrectionIsRefusedAsItsPublicationWouldBe() {
    write(published("gone", "Before").retracted(NOON, "Wrong bridge", 9));
    write("gone", DeskState.Status.RETRACTED, null, null);
    write("withdrawn", DeskState.Status.RETRACTED, null, null);
    write("waiting", DeskState.Status.SUBMITTED, ItemContent.titled("Secret"), null);

    assertThat(refusalOfCorrection("gone")).isEqualTo("retracted");
    assertThat(refusalOfCorrection("withdrawn")).isEqualTo("retracted");
    assertThat(refusalOfCorrection("waiting")).isEqualTo("held");
    assertThat(preview("{\"id\":\"gone\",\"title\":\"Restored\"}").expectFirst("#item h1").text())
        .isEqualTo("Restored");
  }

  private static String refusalOfCorrection(String id) {
    ApiResponse answer =
        send("{\"id\":\"" + id + "\",\"title\":\"After\",\"note\":\"It was Monday.\"}");
    assertThat(answer.status()).isEqualTo(409);
    return answer.text("reason");
  }

  @Test
  void anItemIsNeverOlderThanAnOutcomeAlreadyReturned() {
    PRODUCER.consumer.script("revised", event -> StubConsumer.accepted(event, 9, 1));
    PRODUCER.send(
        "POST", "/feeds/revised/items", "{\"id\":\"new\",\"title\":\"t\"}", "Prefer", "wait=10");
    write("new", DeskState.Status.PUBLISHED, null, null);

    CompletableFuture<Document> update =
        CompletableFuture.supplyAsync(() -> preview("{\"id\":\"new\",\"title\":\"After\"}"));
    // a later request that needs not wait: the first one has looked for the item by now
    preview("{\"id\":\"another\",\"title\":\"Another\"}");
    write(published("new", "t"));

    assertThat(update.join().expectFirst("#item .published").text())
        .isEqualTo("4 February 2025, 12:00");
  }

  private static Item published(String id, String title) {
    return Item.published(
        new ItemId(id),
        7,
        new Item.DatedContent(
            ItemContent.titled(title), LocalDate.parse("2025-02-04"), NOON, null));
  }

  private static void write(Item item) {
    PRODUCER.consumer.write(new PublicItem(FEED, "abcd", PublicState.Change.PUBLISHED, item));
  }

  private static void write(
      String id,
      DeskState.Status status,
      @Nullable ItemContent held,
      Breaking.@Nullable Planned breaking) {
    PRODUCER.consumer.write(
        new DeskState(
            FEED,
            "abcd",
            new ItemId(id),
            status,
            1,
            null,
            held,
            breaking,
            List.of(),
            List.of(),
            null));
  }

  private static Document preview(String item) {
    ApiResponse answer = send(item);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Jsoup.parse(answer.body());
  }

  private static ApiResponse send(String item) {
    return PRODUCER.send("POST", "/feeds/revised/preview", item);
  }
}
