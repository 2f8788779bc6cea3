package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.Breaking;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.PartnerProfile;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.UnreadableRecordException;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.testsupport.BrokenJson;
import org.junit.jupiter.api.Test;

class FeedStoreTests {
  private static final FeedId ID = new FeedId("world");
  private static final FeedStateSamples FIRST = FeedStateSamples.of("world", "aaaa");
  private static final FeedStateSamples SECOND = FeedStateSamples.of("world", "bbbb");

  private final FeedStore feeds = new FeedStore();

  @Test
  void appliedRecordsAreInvisibleUntilPublished() {
    feeds.apply(FIRST.opened(1));
    assertThat(feeds.find(ID)).isEmpty();

    feeds.publish();
    assertThat(feeds.find(ID)).isPresent();
  }

  @Test
  void listenersAreCalledOncePerBatchAfterItIsVisible() {
    List<Long> seen = new ArrayList<>();
    feeds.onChange(feed -> seen.add(feeds.find(feed).orElseThrow().seq()));

    publish(FIRST.opened(1), FIRST.published("a", 2, 0), FIRST.published("b", 3, 0));
    publish(FIRST.published("b", 3, 0));

    assertThat(seen).containsExactly(3L);
  }

  @Test
  void aListenerThatFailsForOneFeedKeepsNoOtherFeedFromBeingTold() {
    List<FeedId> told = new ArrayList<>();
    feeds.onChange(
        feed -> {
          if (feed.equals(ID)) {
            throw new IllegalStateException("cannot show " + feed);
          }
        });
    feeds.onChange(told::add);
    FeedId other = new FeedId("other");
    feeds.apply(FIRST.opened(1));
    feeds.apply(FeedStateSamples.of("other", "cccc").opened(1));

    assertThatIllegalStateException().isThrownBy(feeds::publish);

    assertThat(told).containsExactly(ID, other);
    feeds.publish();
    assertThat(told).hasSize(2);
  }

  @Test
  void everyVariantOfARecordIsAppliedOrUnreadable() {
    PublicItem published = FIRST.published("a", 2, 0);
    PublicItem breaking =
        FeedStateSamples.breaking(
            published, 3, Breaking.Level.MAJOR, Instant.parse("2035-01-01T12:00:00Z"));
    PublicItem corrected =
        FeedStateSamples.corrected(breaking, 4, Instant.parse("2025-02-04T13:00:00Z"), "Friday");
    for (PublicState state : List.of(FIRST.opened(1), corrected, FIRST.retracted("b", 5, 4, 0))) {
      for (byte[] value : BrokenJson.variantsOf(state.value())) {
        try {
          publish(PublicState.read(state.key(), value));
        } catch (UnreadableRecordException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }

    publish(SECOND.opened(1), SECOND.published("a", 2, 0));

    assertThat(index().epoch()).isEqualTo("bbbb");
    assertThat(index().item(new ItemId("a"))).isPresent();
  }

  @Test
  void itemsReadBeforeTheirFeedsRecordAreKept() {
    publish(FIRST.published("a", 2, 0), FIRST.updated("a", 4, 2, 0), FIRST.published("b", 3, 0));
    assertThat(feeds.find(ID)).isEmpty();

    publish(FIRST.revised(5, "News"));

    FeedIndex index = index();
    assertThat(index.changesSince(0)).hasSize(3);
    assertThat(index.item(new ItemId("a")).orElseThrow().seq()).isEqualTo(4);
  }

  @Test
  void aNewEpochReplacesTheFeedAndRetiresTheOldEpoch() {
    publish(FIRST.opened(1), FIRST.published("a", 2, 0));
    publish(SECOND.published("b", 2, 0), SECOND.opened(1));
    publish(FIRST.published("c", 3, 0), FIRST.revised(4, "Old"));

    FeedIndex index = index();
    assertThat(index.epoch()).isEqualTo("bbbb");
    assertThat(index.seq()).isEqualTo(2);
    assertThat(index.item(new ItemId("a"))).isEmpty();
    assertThat(index.item(new ItemId("b"))).isPresent();
    assertThat(feeds.outdated()).isEqualTo(2);
  }

  @Test
  void aNewEpochIsHeldBackUntilTheRecordOfItsFeedComes() {
    List<String> shown = new ArrayList<>();
    feeds.onChange(feed -> shown.add(index().cursor().toString()));
    publish(FIRST.opened(1), FIRST.published("a", 2, 0), FIRST.published("b", 3, 0));

    publish(SECOND.published("a", 2, 0));
    publish(SECOND.published("b", 3, 0), SECOND.published("a", 2, 0));
    assertThat(index().epoch()).isEqualTo("aaaa");
    publish(SECOND.opened(1));

    assertThat(index().changesSince(0)).hasSize(3);
    assertThat(shown).containsExactly("aaaa-3", "bbbb-3");
  }

  @Test
  void itemsOfAnotherEpochAreDroppedWhenTheFeedsRecordIsRead() {
    publish(FIRST.published("a", 7, 0), SECOND.opened(1), FIRST.published("c", 8, 0));

    assertThat(index().seq()).isEqualTo(1);
    assertThat(feeds.outdated()).isEqualTo(1);
  }

  @Test
  void readingAllRecordsAgainChangesNothing() {
    PublicState[] all = {
      FIRST.opened(1), FIRST.published("a", 2, 0), SECOND.opened(1), SECOND.published("b", 2, 0)
    };
    publish(all);
    FeedIndex before = index();

    publish(all);

    assertThat(index()).isSameAs(before);
  }

  @Test
  void feedsAreListedInTheOrderTheyWereOpened() {
    publish(FeedStateSamples.of("b-side", "bbbb").opened(1), FIRST.opened(1));
    publish(FeedStateSamples.of("early", "eeee").openedEarlier(1));

    assertThat(feeds.publicFeeds().stream().map(index -> index.feed().value()))
        .containsExactly("early", "b-side", "world");
  }

  @Test
  void aFeedForPartnersIsListedOnlyForThem() {
    publish(FIRST.opened(1));
    publish(FIRST.closedOff(2));

    assertThat(feeds.find(ID)).isPresent();
    assertThat(feeds.publicFeeds()).isEmpty();
    PartnerProfile profile = new PartnerProfile("Radio", List.of(ID), List.of(), null, null);
    Partner partner =
        new Partner(new PartnerId("radio"), profile, "0f".repeat(32), Instant.EPOCH, null);
    assertThat(feeds.readableBy(partner)).hasSize(1);
  }

  private void publish(PublicState... states) {
    for (PublicState state : states) {
      feeds.apply(state);
    }
    feeds.publish();
  }

  private FeedIndex index() {
    return feeds.find(ID).orElseThrow();
  }
}
