package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import news.dateline.events.Cursor;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.sse.Reset;
import org.junit.jupiter.api.Test;

class FeedIndexTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");

  @Test
  void itemsAreOrderedByTimeThenFirstSeqNewestFirst() {
    FeedIndex index =
        index(
            WORLD.published("noon", 2, 0),
            WORLD.published("later", 3, 30),
            WORLD.published("noon-too", 4, 0),
            WORLD.published("earlier", 5, -30));

    assertThat(ids(index.snapshot(null, null, Filter.NONE, 40)))
        .containsExactly("later", "noon-too", "noon", "earlier");
  }

  @Test
  void anUpdateMovesAnItemOnlyIfItsTimeChanges() {
    FeedIndex index =
        index(WORLD.published("a", 2, 0), WORLD.published("b", 3, 0), WORLD.updated("a", 4, 2, 0));

    assertThat(ids(index.snapshot(null, null, Filter.NONE, 40))).containsExactly("b", "a");
    assertThat(ids(index.with(WORLD.updated("a", 5, 2, 1)).snapshot(null, null, Filter.NONE, 40)))
        .containsExactly("a", "b");
  }

  @Test
  void itemsAreGroupedByTheirDay() {
    // 22:30 in UTC is already the next day in Kyiv
    FeedIndex index = index(WORLD.published("tuesday", 2, 0), WORLD.published("night", 3, 750));

    Map<LocalDate, List<ItemEntry>> days = index.snapshot(null, null, Filter.NONE, 40).days();

    assertThat(days.keySet())
        .containsExactly(LocalDate.parse("2025-02-05"), LocalDate.parse("2025-02-04"));
    assertThat(ids(index.snapshot(null, LocalDate.parse("2025-02-05"), Filter.NONE, 40)))
        .containsExactly("night");
    assertThat(ids(index.snapshot(null, LocalDate.parse("2025-02-06"), Filter.NONE, 40))).isEmpty();
  }

  @Test
  void aRetractedItemKeepsItsPlaceButNotItsContent() {
    FeedIndex index =
        index(
            WORLD.published("a", 2, 0), WORLD.published("b", 3, 10), WORLD.retracted("a", 4, 2, 0));

    assertThat(ids(index.snapshot(null, null, Filter.NONE, 40))).containsExactly("b", "a");
    ItemEntry entry = index.item(new ItemId("a")).orElseThrow();
    assertThat(entry.retracted()).isTrue();
    assertThat(new String(entry.json().copy()))
        .contains("\"status\":\"retracted\"", "\"reason\":\"wrong\"")
        .doesNotContain("Title of a");
  }

  @Test
  void recordsThatAreNotNewerAreIgnored() {
    FeedIndex index = index(WORLD.updated("a", 5, 2, 0));

    assertThat(index.with(WORLD.published("a", 2, 0))).isSameAs(index);
    assertThat(index.with(WORLD.updated("a", 5, 2, 0))).isSameAs(index);
    assertThat(index.with(WORLD.opened(1))).isSameAs(index);
  }

  @Test
  void changesSinceACursorHoldEachItemOnceInOrder() {
    FeedIndex index =
        index(
            WORLD.published("a", 2, 0),
            WORLD.published("b", 3, 0),
            WORLD.updated("a", 4, 2, 0),
            WORLD.revised(5, "News"));

    assertThat(index.changesSince(0).stream().map(entry -> entry.frame().id().seq()))
        .containsExactly(3L, 4L, 5L);
    assertThat(index.changesSince(4).stream().map(entry -> entry.frame().id().seq()))
        .containsExactly(5L);
    assertThat(index.cursor()).isEqualTo(new Cursor("aaaa", 5));
  }

  @Test
  void olderPagesDoNotShiftWhenItemsAreAdded() {
    FeedIndex index =
        index(
            WORLD.published("a", 2, 1),
            WORLD.published("b", 3, 2),
            WORLD.published("c", 4, 3),
            WORLD.published("d", 5, 4));
    SortKey next = Objects.requireNonNull(index.snapshot(null, null, Filter.NONE, 2).next());

    FeedIndex later = index.with(WORLD.published("e", 6, 5)).with(WORLD.published("f", 7, 3));

    assertThat(ids(index.snapshot(next, null, Filter.NONE, 2))).containsExactly("b", "a");
    assertThat(ids(later.snapshot(next, null, Filter.NONE, 2))).containsExactly("b", "a");
    assertThat(later.snapshot(next, null, Filter.NONE, 2).next()).isNull();
  }

  @Test
  void aPageCursorSurvivesTheUrl() {
    SortKey sortKey = SortKey.of(WORLD.published("a", 2, 1).item());

    assertThat(SortKey.parse("before", sortKey.toString())).isEqualTo(sortKey);
    for (String wrong : List.of("", "x", "%", "MjAyNS0wMi0wNA", "Ly8v")) {
      assertThatThrownBy(() -> SortKey.parse("before", wrong))
          .isInstanceOf(InvalidFieldException.class)
          .hasMessage("before is not a page of this feed");
    }
  }

  @Test
  void theNewestItemsFollowTheCursorBeforeThem() {
    FeedIndex index =
        index(
            WORLD.published("a", 2, 0),
            WORLD.published("b", 3, 0),
            WORLD.revised(4, "News"),
            WORLD.published("c", 5, 0));

    assertThat(index.beforeNewest(1, Filter.NONE).seq()).isEqualTo(4);
    assertThat(index.beforeNewest(2, Filter.NONE).seq()).isEqualTo(2);
    assertThat(index.beforeNewest(200, Filter.NONE).seq()).isEqualTo(1);
    assertThat(FeedIndex.of(WORLD.opened(1)).beforeNewest(3, Filter.NONE).seq()).isEqualTo(1);
  }

  @Test
  void aCursorThatCannotBeResumedHasAReason() {
    FeedIndex index = index(WORLD.published("a", 2, 0));

    assertThat(index.resetReason(new Cursor("aaaa", 2))).isEmpty();
    assertThat(index.resetReason(new Cursor("aaaa", 3))).contains(Reset.Reason.AHEAD);
    assertThat(index.resetReason(new Cursor("bbbb", 1))).contains(Reset.Reason.UNKNOWN_EPOCH);
  }

  private static FeedIndex index(PublicState... changes) {
    FeedIndex index = FeedIndex.of(WORLD.opened(1));
    for (PublicState change : changes) {
      index =
          change instanceof PublicItem item ? index.with(item) : index.with((PublicFeed) change);
    }
    return index;
  }

  private static Stream<String> ids(SnapshotPage snapshot) {
    return snapshot.items().stream().map(entry -> entry.id().value());
  }
}
