package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.FeedSettings;
import news.dateline.events.FeedSettings.Presentation;
import news.dateline.events.NewsEvent.FeedDefined;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedRulesTests {
  @Test
  void openingAFeedIsItsFirstChangeAndStartsAnEpoch() {
    RulesHarness harness = new RulesHarness();

    Outcome outcome =
        harness.handle(new FeedDefined(RulesHarness.settings("World", "Europe/Kyiv")));

    assertThat(outcome.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(outcome.firstSeq()).isEqualTo(1);
    assertThat(outcome.epoch()).isEqualTo("epoch1");
    assertThat(harness.changes()).extracting(PublicState::seq).containsExactly(1L);
  }

  @Test
  void revisingAFeedTakesTheNextSeqAndKeepsTheEpoch() {
    RulesHarness harness = RulesHarness.open();

    Outcome outcome =
        harness.handle(new FeedDefined(RulesHarness.settings("The world", "Europe/Kyiv")));

    assertThat(outcome.lastSeq()).isEqualTo(2);
    assertThat(outcome.epoch()).isEqualTo("epoch1");
    assertThat(harness.state().feed(RulesHarness.WORLD).orElseThrow().profile().title())
        .isEqualTo("The world");
  }

  @Test
  void definingAFeedAsItIsChangesNothing() {
    RulesHarness harness = RulesHarness.open();

    Outcome outcome =
        harness.handle(new FeedDefined(RulesHarness.settings("World", "Europe/Kyiv")));

    assertThat(outcome.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.changes()).hasSize(1);
  }

  @Test
  void aNewFeedIsPublicUnlessItSaysOtherwise() {
    RulesHarness harness = new RulesHarness();

    harness.handle(new FeedDefined(settings("World", null)));

    assertThat(access(harness)).isEqualTo(FeedSettings.Access.PUBLIC);
  }

  @Test
  void aRevisionWithoutAccessLeavesAFeedForPartnersAsItIs() {
    RulesHarness harness = new RulesHarness();
    harness.handle(new FeedDefined(settings("World", FeedSettings.Access.PARTNER)));

    Outcome same = harness.handle(new FeedDefined(settings("World", null)));
    Outcome revised = harness.handle(new FeedDefined(settings("The world", null)));

    assertThat(same.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(revised.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(access(harness)).isEqualTo(FeedSettings.Access.PARTNER);
  }

  @Test
  void onlyARevisionThatSaysSoOpensAFeedToThePublic() {
    RulesHarness harness = new RulesHarness();
    harness.handle(new FeedDefined(settings("World", FeedSettings.Access.PARTNER)));

    Outcome opened = harness.handle(new FeedDefined(settings("World", FeedSettings.Access.PUBLIC)));

    assertThat(opened.lastSeq()).isEqualTo(2);
    assertThat(access(harness)).isEqualTo(FeedSettings.Access.PUBLIC);
  }

  private static FeedSettings settings(String title, FeedSettings.@Nullable Access access) {
    return new FeedSettings(title, "en", "Europe/Kyiv", List.of(), access, List.of(), null, null);
  }

  private static FeedSettings.@Nullable Access access(RulesHarness harness) {
    return harness.state().feed(RulesHarness.WORLD).orElseThrow().profile().access();
  }

  @Test
  void onlyARevisionThatNamesAPresentationChangesIt() {
    RulesHarness harness = RulesHarness.open();

    Outcome liveBlog = harness.handle(new FeedDefined(presentedAs(Presentation.LIVE_BLOG)));
    Outcome unnamed = harness.handle(new FeedDefined(presentedAs(null)));
    Outcome headlines = harness.handle(new FeedDefined(presentedAs(Presentation.HEADLINES)));
    Outcome same = harness.handle(new FeedDefined(presentedAs(Presentation.HEADLINES)));

    assertThat(liveBlog.lastSeq()).isEqualTo(2);
    assertThat(unnamed.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(headlines.lastSeq()).isEqualTo(3);
    assertThat(same.status()).isEqualTo(Outcome.Status.UNCHANGED);
  }

  private static FeedSettings presentedAs(@Nullable Presentation presentation) {
    return new FeedSettings(
        "World", "en", "Europe/Kyiv", List.of(), null, List.of(), presentation, null);
  }

  @Test
  void theTimeZoneIsFixedOnceTheFeedIsOpen() {
    RulesHarness harness = RulesHarness.open();

    Outcome outcome = harness.handle(new FeedDefined(RulesHarness.settings("World", "UTC")));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.TIME_ZONE_FIXED);
    assertThat(harness.changes()).hasSize(1);
  }
}
