package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.NewsEvent.FeedDefined;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Rejection;
import org.junit.jupiter.api.Test;

class FeedRulesTests {
  @Test
  void openingAFeedIsItsFirstChangeAndStartsAnEpoch() {
    Newsroom newsroom = new Newsroom();

    Outcome outcome = newsroom.act(new FeedDefined(Newsroom.profile("World", "Europe/Kyiv")));

    assertThat(outcome.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(outcome.firstSeq()).isEqualTo(1);
    assertThat(outcome.epoch()).isEqualTo("epoch1");
    assertThat(newsroom.changes()).extracting(PublicState::seq).containsExactly(1L);
  }

  @Test
  void revisingAFeedTakesTheNextNumberAndKeepsTheEpoch() {
    Newsroom newsroom = Newsroom.open();

    Outcome outcome = newsroom.act(new FeedDefined(Newsroom.profile("The world", "Europe/Kyiv")));

    assertThat(outcome.lastSeq()).isEqualTo(2);
    assertThat(outcome.epoch()).isEqualTo("epoch1");
    assertThat(newsroom.state().feed(Newsroom.WORLD).orElseThrow().profile().title())
        .isEqualTo("The world");
  }

  @Test
  void definingAFeedAsItIsChangesNothing() {
    Newsroom newsroom = Newsroom.open();

    Outcome outcome = newsroom.act(new FeedDefined(Newsroom.profile("World", "Europe/Kyiv")));

    assertThat(outcome.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(newsroom.changes()).hasSize(1);
  }

  @Test
  void theTimeZoneIsFixedOnceTheFeedIsOpen() {
    Newsroom newsroom = Newsroom.open();

    Outcome outcome = newsroom.act(new FeedDefined(Newsroom.profile("World", "UTC")));

    assertThat(outcome.reason()).isEqualTo(Rejection.TIME_ZONE_FIXED);
    assertThat(newsroom.changes()).hasSize(1);
  }
}
