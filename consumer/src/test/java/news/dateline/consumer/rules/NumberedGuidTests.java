package news.dateline.consumer.rules;

import static news.dateline.consumer.rules.ImportEvents.id;
import static news.dateline.consumer.rules.ImportEvents.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Items whose guid in their source is a page and a number. Edits of a story are identified by the
 * page, posts of a page by that guid.
 */
class NumberedGuidTests {
  private static final String PAGE = "//n.example/1";
  private static final ItemId OF_PAGE = new ItemId(id(PAGE));
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void editsAreOneItemWhateverTheirNumber() {
    for (int number : List.of(0, 1, 3, 60, 2)) {
      Outcome outcome = harness.handle(edit("wire", number, "Pier " + number));

      assertThat(outcome.status()).isEqualTo(Outcome.Status.ACCEPTED);
      assertThat(outcome.item()).isEqualTo(OF_PAGE);
    }
    assertThat(harness.handle(edit("wire", 2, "Pier 2")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "wire-news", ""})
  void aRetractedStoryStaysRetractedAtAnyLaterNumberAlsoUnderAnotherName(String source) {
    harness.handle(edit("wire", 1, "Pier"));
    harness.retract(OF_PAGE.value(), "wrong");

    for (int number : List.of(2, 60, 9_999)) {
      Outcome outcome = harness.handle(edit(source, number, "Ferry " + number));

      assertThat(outcome.reason()).isEqualTo(RejectionReason.RETRACTED);
      assertThat(outcome.item()).isEqualTo(OF_PAGE);
    }
  }

  @Test
  void anEditOfWhatAnEditorChangedIsAConflict() {
    harness.handle(edit("wire", 0, "Pier"));
    harness.update(OF_PAGE.value(), ItemContent.titled("Pier, checked"));

    Outcome outcome = harness.handle(edit("wire", 60, "Pier opens"));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(outcome.item()).isEqualTo(OF_PAGE);
  }

  @Test
  void anEditFromASourceIsTheItemThatADocumentWithoutASourceBrought() {
    harness.handle(edit("", 0, "Pier"));

    assertThat(harness.handle(edit("wire", 1, "Pier opens")).item()).isEqualTo(OF_PAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void anEditIsTheItemOfAnEarlierBuildThatHasItsTitle(int number) {
    String guid = PAGE + "#" + number;
    harness.handle(story("wire", guid, linked("Pier", "https:" + PAGE), List.of(guid)));

    assertThat(harness.handle(edit("wire", 2, "Pier")).item()).hasToString(id(guid));
    assertThat(harness.handle(edit("wire", 2, "Pier opens")).item()).hasToString(id(guid));
  }

  @Test
  void postsWithOtherTitlesAreItemsOfTheirOwn() {
    harness.handle(edit("wire", 1, "Pier"));

    Outcome pier = harness.handle(post(1, "Pier"));
    Outcome ferry = harness.handle(post(2, "Ferry"));

    assertThat(pier.item()).isEqualTo(OF_PAGE);
    assertThat(ferry.item()).hasToString(id(PAGE + "#2"));
    assertThat(harness.handle(post(12, "Quay")).item()).hasToString(id(PAGE + "#12"));
    assertThat(harness.handle(post(2, "Ferry sails")).item()).hasToString(id(PAGE + "#2"));
    assertThat(harness.item(OF_PAGE.value()).content().title()).isEqualTo("Pier");
  }

  /** Returns an edit whose document has no other item of its page. */
  private static ItemImported edit(String source, int number, String title) {
    List<String> guids = List.of(PAGE, PAGE + "#" + number, PAGE + "#0");
    return story(source, PAGE, linked(title, "https:" + PAGE), guids);
  }

  /** Returns a post whose document has others of its page. */
  private static ItemImported post(int number, String title) {
    String guid = PAGE + "#" + number;
    return story("wire", guid, linked(title, "https:" + PAGE), List.of(guid, PAGE));
  }

  private static ItemImported story(
      String source, String guid, ItemContent content, List<String> guids) {
    String digest = guid + content.title();
    List<ItemId> ids =
        guids.stream()
            .flatMap(each -> Stream.of(id(each), id(source + each)))
            .distinct()
            .map(ItemId::new)
            .toList();
    return new ItemImported(ids.get(0), content, null, source, guid, digest, ids, null, null);
  }
}
