package news.dateline.consumer.rules;

import static news.dateline.consumer.rules.ImportEvents.id;
import static news.dateline.consumer.rules.ImportEvents.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stories whose guid is their link and a number, which each edit raises: {@code //…#2}. */
class EditedGuidTests {
  private static final String PAGE = "//n.example/1";
  private static final String LINK = "https:" + PAGE;
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void anEditIsTheItemOfAnEarlierOneThatAnEarlierBuildImported() {
    harness.handle(earlier(PAGE + "#0", "Pier"));

    Outcome unchanged = harness.handle(edit(2, "Pier"));
    Outcome changed = harness.handle(edit(3, "Pier opens"));
    Outcome again = harness.handle(edit(3, "Pier opens"));

    assertThat(unchanged.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(changed.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(again.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(List.of(unchanged, changed, again))
        .extracting(Outcome::item)
        .containsOnly(new ItemId(id(PAGE + "#0")));
    assertThat(harness.item(id(PAGE + "#0")).content().title()).isEqualTo("Pier opens");
  }

  @Test
  void anEditIsTheItemOfItsPage() {
    harness.handle(earlier(PAGE, "Pier"));

    assertThat(harness.handle(edit(1, "Pier opens")).item()).hasToString(id(PAGE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anEditIsTheItemOfTheFirstOneAfterMoreThanFifty(int first) {
    harness.handle(edit(first, "Pier"));

    assertThat(harness.handle(edit(60, "Pier opens")).item()).hasToString(id(PAGE + "#" + first));
  }

  @Test
  void anEditIsTheNewestOfThoseThatEarlierBuildsTookForStories() {
    harness.handle(earlier(PAGE + "#0", "Pier"));
    harness.handle(earlier(PAGE + "#2", "Pier opens"));

    assertThat(harness.handle(edit(3, "Pier open")).item()).hasToString(id(PAGE + "#2"));
  }

  @Test
  void editsStayWithTheItemThatTheLastOneWasTakenFor() {
    harness.handle(earlier(PAGE + "#0", "Pier"));
    harness.handle(earlier(PAGE + "#2", "Pier opens"));

    assertThat(harness.handle(edit(3, "Pier")).item()).hasToString(id(PAGE + "#0"));
    assertThat(harness.handle(edit(4, "Pier open")).item()).hasToString(id(PAGE + "#0"));
  }

  @Test
  void anEditStaysWithItsItemWhenAnotherEditHasItsPageToo() {
    harness.handle(edit(0, "Pier"));
    harness.handle(edit(1, "Pier opens"));

    Outcome pier = harness.handle(edit(1, "Pier is open"));
    Outcome ferry = harness.handle(earlier(PAGE + "#2", "Ferry"));

    assertThat(pier.item()).hasToString(id(PAGE + "#0"));
    assertThat(ferry.item()).hasToString(id(PAGE + "#2"));
    assertThat(harness.handle(edit(1, "Pier")).item()).hasToString(id(PAGE + "#0"));
    assertThat(harness.handle(edit(2, "Ferry sails")).item()).hasToString(id(PAGE + "#2"));
  }

  @Test
  void anEditOfWhatAnEditorChangedIsAConflict() {
    harness.handle(earlier(PAGE + "#0", "Pier"));
    harness.update(id(PAGE + "#0"), ItemContent.titled("Pier, checked"));

    assertThat(harness.handle(edit(2, "Pier opens")).reason()).isEqualTo(RejectionReason.CONFLICT);
  }

  @Test
  void anEditOfARetractedStoryStaysRetracted() {
    harness.handle(earlier(PAGE + "#0", "Pier"));
    harness.retract(id(PAGE + "#0"), "wrong");

    Outcome edit = harness.handle(edit(2, "Ferry sails"));

    assertThat(edit.reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(edit.item()).hasToString(id(PAGE + "#0"));
  }

  @Test
  void anEarlierEditThatComesAgainChangesNothing() {
    harness.handle(edit(0, "Pier"));
    harness.handle(edit(1, "Pier opens"));
    harness.handle(edit(3, "Pier is open"));

    for (ItemImported earlier :
        List.of(edit(0, "Pier"), edit(1, "Pier opens"), edit(1, "Pier is open"), edit(2, "Dock"))) {
      Outcome again = harness.handle(earlier);

      assertThat(again.status()).isEqualTo(Outcome.Status.UNCHANGED);
      assertThat(again.item()).hasToString(id(PAGE + "#0"));
    }
    assertThat(harness.item(id(PAGE + "#0")).content().title()).isEqualTo("Pier is open");
    assertThat(harness.handle(edit(3, "Pier is open")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(edit(4, "Pier is full")).item()).hasToString(id(PAGE + "#0"));
  }

  @Test
  void anEarlierEditReplacesWhatAnEditorWroteOnlyIfItIsToOverwrite() {
    harness.handle(edit(0, "Pier"));
    harness.handle(edit(1, "Pier opens"));
    harness.update(id(PAGE + "#0"), ItemContent.titled("Pier, checked"));
    ItemImported earlier = edit(0, "Pier");

    assertThat(harness.handle(earlier).status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(overwriting(earlier)).status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.handle(edit(1, "Pier opens")).status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.item(id(PAGE + "#0")).content().title()).isEqualTo("Pier opens");
  }

  @Test
  void anEditIsThatOfTheItemThatHasItThoughAnotherHasALaterOne() {
    harness.handle(earlier(PAGE + "#0", "Pier"));
    harness.handle(earlier(PAGE + "#2", "Ferry"));
    harness.handle(edit(3, "Pier"));

    Outcome ferry = harness.handle(edit(2, "Ferry sails"));

    assertThat(ferry.item()).hasToString(id(PAGE + "#2"));
    assertThat(ferry.status()).isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void anEarlierEditOfALowerLevelIsDecidedAsItWas() {
    harness.atLevel(2).handle(edit(0, "Pier"));
    harness.handle(edit(1, "Pier opens"));

    assertThat(harness.handle(edit(0, "Pier")).status()).isEqualTo(Outcome.Status.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "other, //n.example/1#0, https://n.example/1", // another source
    "wire, //n.example/1#3, https://n.example/1", // a higher number
    "wire, //n.example/2#0, https://n.example/1", // another page
    "wire, //n.example/1#0, https://n.example/2", // another link
    "wire, //n.example/1#top, https://n.example/1" // no number
  })
  void anItemThatDiffersInMoreThanTheNumberIsAnotherStory(String source, String guid, String link) {
    harness.handle(story(source, guid, linked("Ferry", link), List.of(new ItemId(id(guid)))));

    ItemImported pier = edit(2, "Pier");
    List<ItemId> ids =
        Stream.concat(pier.ids().stream(), Stream.of(new ItemId(id(guid)))).distinct().toList();
    Outcome outcome = harness.handle(story("wire", PAGE + "#2", pier.item(), ids));

    assertThat(outcome.item()).isEqualTo(ids.get(0));
  }

  @Test
  void aGuidThatIsNotTheLinkOfItsItemHasNoEdits() {
    harness.handle(earlier(PAGE + "#0", "Pier"));
    ItemContent elsewhere = linked("Ferry", "https://n.example/other");

    Outcome outcome = harness.handle(story("wire", PAGE + "#2", elsewhere, edit(2, "").ids()));

    assertThat(outcome.item()).hasToString(id(PAGE + "#2"));
  }

  /** Returns an item as earlier builds imported it, with the ids of its guid only. */
  private static ItemImported earlier(String guid, String title) {
    return story("wire", guid, linked(title, LINK), List.of(new ItemId(id(guid))));
  }

  /** Returns an edit whose document has no other item of its page. */
  private static ItemImported edit(int number, String title) {
    Stream<String> guids =
        Stream.concat(
            Stream.of(PAGE + "#" + number, PAGE),
            IntStream.range(0, number).mapToObj(earlier -> PAGE + "#" + earlier));
    List<ItemId> ids = guids.map(guid -> new ItemId(id(guid))).toList();
    return story("wire", PAGE + "#" + number, linked(title.isEmpty() ? "any" : title, LINK), ids);
  }

  private static ItemImported overwriting(ItemImported event) {
    return new ItemImported(
        event.id(),
        event.item(),
        null,
        "wire",
        event.guid(),
        event.digest(),
        event.ids(),
        true,
        null);
  }

  private static ItemImported story(
      String source, String guid, ItemContent content, List<ItemId> ids) {
    String digest = guid + content.title();
    return new ItemImported(ids.get(0), content, null, source, guid, digest, ids, null, null);
  }
}
