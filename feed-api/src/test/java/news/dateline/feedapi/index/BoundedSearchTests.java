package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.FeedIndex.ChangesPart;
import org.junit.jupiter.api.Test;

class BoundedSearchTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  private static final Filter STORM =
      new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, "storm"))));
  private static final Filter STORM_IN_PORTS =
      new Filter(
          List.of(
              Set.of(new Facet(Facet.Kind.TAG, "storm")),
              Set.of(new Facet(Facet.Kind.SECTION, "ports"))));
  private static final Filter NOTHING =
      new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, "none"))));

  private FeedIndex index = FeedIndex.of(WORLD.opened(1));

  @Test
  void anAnswerPassesAThousandHiddenChangesAtATime() {
    add(1_500, "town");

    ChangesPart first = index.changesSince(1, NOTHING, 200);
    ChangesPart second = index.changesSince(first.end().seq(), NOTHING, 200);

    assertThat(first.frames()).isEmpty();
    assertThat(first.end().seq()).isEqualTo(1_001);
    assertThat(second.end()).isEqualTo(index.cursor());
  }

  @Test
  void largeChangesEndAnAnswerEarly() {
    for (int i = 0; i < 20; i++) {
      index =
          index.with(
              FeedStateSamples.withContent(
                  WORLD.published("i" + i, i + 2, i),
                  FeedStateSamples.keyEvent("t", "town").withBody("x".repeat(100_000))));
    }

    ChangesPart part = index.changesSince(1, Filter.NONE, 200);

    assertThat(part.frames()).hasSize(3);
    assertThat(part.end().seq()).isEqualTo(4);
  }

  @Test
  void aPageEndsAfterAThousandItemsOfWhichNoneMatches() {
    add(1, "ports", "storm");
    add(1_500, "town", "storm");
    add(1_500, "ports", "fog");

    SnapshotPage first = index.snapshot(null, null, STORM_IN_PORTS, 40);
    SnapshotPage second = index.snapshot(first.next(), null, STORM_IN_PORTS, 40);

    assertThat(first.items()).isEmpty();
    assertThat(first.next()).isNotNull();
    assertThat(second.items()).singleElement().extracting(ItemEntry::seq).isEqualTo(2L);
    assertThat(second.next()).isNull();
  }

  @Test
  void theNewestItemsOfARareTagAreFoundWhereverTheyAre() {
    add(3, "town", "storm");
    add(3_000, "town", "fog");

    assertThat(index.beforeNewest(2, STORM).seq()).isEqualTo(2);
    assertThat(index.beforeNewest(200, STORM).seq()).isEqualTo(1);
    assertThat(index.beforeNewest(2, NOTHING)).isEqualTo(index.cursor());
  }

  @Test
  void theNewestItemsOfAFrequentTagAreLookedForAmongAThousandChanges() {
    add(1_100, "town", "storm");
    assertThat(index.beforeNewest(2, STORM).seq()).isEqualTo(1_099);

    add(1_100, "town", "fog");
    assertThat(index.beforeNewest(2, STORM)).isEqualTo(index.cursor());
  }

  /** Adds newer items of the section with these tags. */
  private void add(int items, String section, String... tags) {
    for (int i = 0; i < items; i++) {
      int seq = (int) index.seq() + 1;
      index =
          index.with(
              FeedStateSamples.withContent(
                  WORLD.published("i" + seq, seq, seq),
                  FeedStateSamples.keyEvent("Title", section, tags)));
    }
  }
}
