package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.NewsEvent.FeedDefined;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.RejectionReason;
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
  void theTimeZoneIsFixedOnceTheFeedIsOpen() {
    RulesHarness harness = RulesHarness.open();

    Outcome outcome = harness.handle(new FeedDefined(RulesHarness.settings("World", "UTC")));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.TIME_ZONE_FIXED);
    assertThat(harness.changes()).hasSize(1);
  }
}
