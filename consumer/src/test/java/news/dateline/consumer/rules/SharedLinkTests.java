package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stories without an id in their source. One is identified by its link while no other story of the
 * document has that, else by title and time.
 */
class SharedLinkTests {
  private static final String LINK = "//n.example/live";
  private static final ItemId OF_LINK = new ItemId("1");
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void theFirstStoryOfALinkStaysOneWhenAnotherGetsTheLink() {
    harness.handle(alone("Pier", "d1"));

    Outcome pier = harness.handle(besideOthers("Pier", "d1"));
    Outcome ferry = harness.handle(besideOthers("Ferry", "d2"));

    assertThat(pier.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(pier.item()).isEqualTo(OF_LINK);
    assertThat(ferry.item()).isEqualTo(new ItemId("Ferry"));
    Outcome changed = harness.handle(besideOthers("Pier", "d3"));
    assertThat(changed.item()).isEqualTo(OF_LINK);
  }

  @Test
  void aStoryThatRemainsAloneWithTheLinkStaysOne() {
    harness.handle(alone("Pier", "d1"));
    harness.handle(besideOthers("Pier", "d1"));
    harness.handle(besideOthers("Ferry", "d2"));

    Outcome ferry = harness.handle(alone("Ferry", "d2"));
    Outcome changed = harness.handle(alone("Ferry", "d3"));

    assertThat(ferry.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(changed.item()).isEqualTo(new ItemId("Ferry"));
    assertThat(harness.item("1").content().title()).isEqualTo("Pier, d1");
  }

  @Test
  void aStoryThatWasRetractedStaysSoWhenAnotherGetsItsLink() {
    harness.handle(alone("Pier", "d1"));
    harness.retract("1", "wrong");

    assertThat(harness.handle(besideOthers("Pier", "d1")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.handle(besideOthers("Ferry", "d2")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void whatAnEditorChangedStaysTheEditorsWhenAnotherStoryGetsTheLink() {
    harness.handle(alone("Pier", "d1"));
    harness.update("1", ItemContent.titled("Pier, checked"));

    assertThat(harness.handle(besideOthers("Pier", "d1")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(besideOthers("Pier", "d3")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
  }

  @Test
  void theFirstStoryOfALinkStaysOneAlsoIfItChangesWhenAnotherGetsTheLink() {
    harness.handle(alone(linked("Pier", "One."), "Pier", "d1"));

    Outcome ferry = harness.handle(besideOthers(linked("Ferry", "Two."), "Ferry", "d2"));
    Outcome pier = harness.handle(besideOthers(linked("Pier", "Three."), "Pier", "d3"));

    assertThat(ferry.item()).isEqualTo(new ItemId("Ferry"));
    assertThat(pier.item()).isEqualTo(OF_LINK);
    assertThat(harness.item("1").content().lead()).isEqualTo("Three.");
    Outcome alone = harness.handle(alone(linked("Ferry", "Four."), "Ferry", "d4"));
    assertThat(alone.item()).isEqualTo(new ItemId("Ferry"));
  }

  @Test
  void anItemIsTheStoryThatItSaysOfThoseThatHadItsLink() {
    harness.handle(alone(linked("Pier", "One."), "Pier", "d1"));
    harness.handle(alone(linked("Ferry", "Two."), "Ferry", "d2"));

    Outcome pier = harness.handle(besideOthers(linked("Pier", "Three."), "Pier", "d3"));
    Outcome ferry = harness.handle(besideOthers(linked("Ferry", "Four."), "Ferry", "d4"));

    assertThat(pier.item()).isEqualTo(new ItemId("Pier"));
    assertThat(ferry.item()).isEqualTo(OF_LINK);
  }

  @Test
  void whatAnEditorChangedStaysTheEditorsAlsoIfTheStoryChangesWhenAnotherGetsItsLink() {
    harness.handle(alone(linked("Pier", "One."), "Pier", "d1"));
    harness.update("1", ItemContent.titled("Pier, checked"));

    Outcome pier = harness.handle(besideOthers(linked("Pier", "Three."), "Pier", "d3"));

    assertThat(pier.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(pier.item()).isEqualTo(OF_LINK);
  }

  @Test
  void twoStoriesOfOneLinkAndTitleAreToldApartByTheirTimes() {
    ItemContent early = dated("2025-02-04T10:00:00Z");
    ItemContent late = dated("2025-02-04T11:00:00Z");
    harness.handle(alone(early, "early", "d1"));

    Outcome other = harness.handle(besideOthers(late, "late", "d2"));

    assertThat(other.item()).isEqualTo(new ItemId("late"));
    assertThat(harness.handle(besideOthers(early, "early", "d1")).item()).isEqualTo(OF_LINK);
    assertThat(harness.handle(besideOthers(early, "early", "d3")).item()).isEqualTo(OF_LINK);
    assertThat(harness.handle(besideOthers(late, "late", "d4")).item())
        .isEqualTo(new ItemId("late"));
  }

  @Test
  void aStoryAheadOfTheClockIsToldFromAnotherOfItsLinkAndTitleByTheTimeThatItsSourceDeclares() {
    ItemContent past = dated("2025-02-04T10:00:00Z");
    Instant ahead = Instant.parse("2025-02-04T13:00:00Z");
    harness.handle(alone(past, "past", "d1"));

    Outcome first = harness.handle(ahead("d2", ahead));
    Outcome changed = harness.handle(ahead("d3", ahead));
    harness.at("2025-02-04T14:00:00Z");
    Outcome passed = harness.handle(alone(dated("2025-02-04T13:00:00Z"), "ahead", "d4"));

    assertThat(List.of(first, changed, passed))
        .extracting(Outcome::item)
        .containsOnly(new ItemId("ahead"));
    assertThat(harness.item("1").publishedAt()).isEqualTo("2025-02-04T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"3,former", "4,Goal! at 2"})
  void storiesOfOneTitleAtTwoLinksDoNotOverwriteEachOther(int level, String second) {
    harness.atLevel(level).handle(titledAt("Goal!", 1, "former", "former"));

    Outcome other = harness.handle(titledAt("Goal!", 2, "Goal! at 2", "former"));
    Outcome one = harness.atLevel(4).handle(titledAt("Goal!", 1, "Goal! at 1", "former"));

    assertThat(other.item()).isEqualTo(itemId(second));
    assertThat(one.item()).isEqualTo(itemId(level == 4 ? "former" : "Goal! at 1"));
  }

  private static ItemId itemId(String guid) {
    return new ItemId(ImportEvents.id(guid));
  }

  private static ItemImported titledAt(String title, int page, String... guids) {
    ItemContent content = ImportEvents.linked(title, "https://n.example/" + page);
    List<ItemId> ids = Stream.of(guids).map(SharedLinkTests::itemId).distinct().toList();
    return story(guids[0], content, title + page + guids[0], ids);
  }

  private static ItemImported ahead(String digest, Instant declared) {
    ItemContent content = ImportEvents.linked("Election live", "https:" + LINK);
    ItemImported event = besideOthers(content, "ahead", digest);
    return new ItemImported(
        event.id(), content, declared, "wire", "ahead", digest, event.ids(), null, null);
  }

  private static ItemContent dated(String time) {
    ItemContent content = ImportEvents.linked("Election live", "https:" + LINK);
    return content.withTimes(Instant.parse(time), null);
  }

  /** Returns a story of a document in which no other one has its link. */
  private static ItemImported alone(String title, String digest) {
    return alone(titled(title, digest), title, digest);
  }

  private static ItemImported alone(ItemContent content, String title, String digest) {
    return story(LINK, content, digest, Stream.concat(idsOfLink(), idsOfTitle(title)).toList());
  }

  /** Returns a story of a document in which other ones have its link, too. */
  private static ItemImported besideOthers(String title, String digest) {
    return besideOthers(titled(title, digest), title, digest);
  }

  private static ItemImported besideOthers(ItemContent content, String title, String digest) {
    return story(title, content, digest, Stream.concat(idsOfTitle(title), idsOfLink()).toList());
  }

  private static Stream<ItemId> idsOfLink() {
    return Stream.of(OF_LINK, new ItemId("wire-1"));
  }

  private static Stream<ItemId> idsOfTitle(String title) {
    return Stream.of(new ItemId(title), new ItemId("wire-" + title));
  }

  private static ItemContent titled(String title, String digest) {
    return ImportEvents.linked(title + ", " + digest, "https:" + LINK);
  }

  private static ItemContent linked(String title, String lead) {
    return new ItemContent(
        title,
        null,
        null,
        lead,
        null,
        "https:" + LINK,
        null,
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }

  private static ItemImported story(
      String guid, ItemContent content, String digest, List<ItemId> ids) {
    return new ItemImported(ids.get(0), content, null, "wire", guid, digest, ids, null, null);
  }
}
