package news.dateline.consumer.rules;

import static news.dateline.consumer.rules.ImportEvents.imported;
import static news.dateline.consumer.rules.ImportEvents.linked;
import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that differ only in their query, as those of posts that a blog only numbers. */
class QueryTests {
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void aStoryWithTheTitleOfARetractedOneAtAnotherQueryIsAnotherStory() {
    retractFirst();

    assertThat(harness.handle(post("2", "p=12", "Today")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void aRetractedStoryIsKnownAtItsQueryWithTrackingParameters() {
    retractFirst();

    assertRetracted(harness.handle(post("2", "p=11&utm_source=rss", "Reworded")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"partner=rss&emc=rss", "CMP=rss", "unknown=1", "mtm_campaign=a#at_custom1=b"})
  void aRetractedStoryIsKnownAtItsAddressWithWhateverParameters(String query) {
    harness.handle(at("1", "https://n.example/pier", "Yesterday"));
    harness.retract("1", "wrong");

    assertRetracted(harness.handle(at("2", "https://n.example/pier?" + query, "Reworded")));
  }

  @Test
  void aStoryThatALowerLevelImportedIsRetractedAtItsQueryOnly() {
    harness.atLevel(1).handle(post("1", "p=11", "Yesterday"));
    harness.atLevel(2).retract("1", "wrong");

    assertRetracted(harness.handle(post("2", "p=11", "Reworded")));
    assertThat(harness.handle(post("3", "p=12", "Today")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void whatALowerLevelRecordedIsRecognised() {
    harness.atLevel(1);
    retractFirst();
    harness.atLevel(2);

    assertRetracted(harness.handle(post("2", "p=11", "Reworded")));
  }

  @Test
  void whatTheNewLevelRecordedIsRecognisedAtALowerOne() {
    retractFirst();
    harness.atLevel(1);

    assertRetracted(harness.handle(post("2", "p=11", "Reworded")));
  }

  @Test
  void aLogOfALowerLevelIsDecidedAsBefore() {
    harness.atLevel(1);
    retractFirst();

    assertRetracted(harness.handle(post("2", "p=12", "Today")));
  }

  @Test
  void theEndOfBreakingNewsRecordsTheStoryByTheLevelOfTheEventBeforeWhichItComes() {
    harness.handle(post("1", "p=11", "Yesterday"));
    harness.breaking("1", "2025-02-04T13:00:00Z");
    harness.at("2025-02-04T14:00:00Z").retract("1", "wrong");

    assertThat(harness.handle(post("2", "p=12", "Today")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  private void retractFirst() {
    harness.handle(post("1", "p=11", "Yesterday"));
    harness.retract("1", "wrong");
  }

  private static ItemImported post(String guid, String query, String body) {
    return at(guid, "https://n.example/?" + query, body);
  }

  private static ItemImported at(String guid, String link, String body) {
    ItemContent content = linked("Morning briefing", link);
    return imported("wire", guid, "d" + link + body, content.withBody("<p>" + body + "</p>"));
  }

  private static void assertRetracted(Outcome outcome) {
    assertThat(outcome.reason()).isEqualTo(RejectionReason.RETRACTED);
  }
}
