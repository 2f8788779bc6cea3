package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.ItemId;
import news.dateline.feedapi.FeedStateSamples;
import org.junit.jupiter.api.Test;

class PageFinderTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  private static final Filter EVEN =
      new Filter(List.of(Set.of(new Facet(Facet.Kind.SERIES, "Even numbers"))));

  private final FeedIndex index = hundredItems();

  @Test
  void theNewestItemsAreTheFirstPage() {
    SnapshotPage page = index.snapshotAt(item("i95"), Filter.NONE, 10);

    assertThat(ids(page)).isEqualTo(ids(index.snapshot(null, null, Filter.NONE, 10)));
    assertThat(page.previous()).isNull();
    assertThat(page.at()).isEqualTo(new ItemId("i95"));
  }

  @Test
  void anOlderItemHasAQuarterOfNewerItemsAboveIt() {
    SnapshotPage page = index.snapshotAt(item("i50"), Filter.NONE, 8);

    assertThat(ids(page)).containsExactly("i52", "i51", "i50", "i49", "i48", "i47", "i46", "i45");
    assertThat(page.at()).isEqualTo(new ItemId("i50"));
    assertThat(ids(index.snapshot(page.next(), null, Filter.NONE, 3)))
        .containsExactly("i44", "i43", "i42");
    assertThat(ids(newer(page, Filter.NONE, 3))).containsExactly("i55", "i54", "i53");
  }

  @Test
  void aRetractedItemIsOpenedInItsPlace() {
    FeedIndex retracted = index.with(WORLD.retracted("i50", 500, 52, 50));

    SnapshotPage page = retracted.snapshotAt(entry(retracted, "i50"), Filter.NONE, 8);

    assertThat(ids(page)).contains("i51", "i50", "i49");
    assertThat(page.items().get(2).retracted()).isTrue();
  }

  @Test
  void underAFilterThePageIsAtThePlaceOfTheItem() {
    assertThat(ids(index.snapshotAt(item("i50"), EVEN, 4)))
        .containsExactly("i52", "i50", "i48", "i46");
    assertThat(ids(index.snapshotAt(item("i51"), EVEN, 4)))
        .containsExactly("i52", "i50", "i48", "i46");
  }

  @Test
  void everyItemIsOnItsOwnPageAndTheCursorsLeadToAllOthers() {
    for (Filter filter : List.of(Filter.NONE, EVEN)) {
      List<String> all = ids(index.snapshot(null, null, filter, 1_000));
      for (String id : all) {
        SnapshotPage page = index.snapshotAt(item(id), filter, 8);
        assertThat(ids(page)).contains(id);
        assertThat(reached(page, filter)).isEqualTo(all);
      }
    }
  }

  /** Follows the cursors of a page in both directions. */
  private List<String> reached(SnapshotPage page, Filter filter) {
    List<String> ids = new ArrayList<>(ids(page));
    for (SortKey next = page.next(); next != null; ) {
      SnapshotPage older = index.snapshot(next, null, filter, 7);
      assertThat(older.previous()).isNotNull();
      ids.addAll(ids(older));
      next = older.next();
    }
    Collections.reverse(ids);
    for (SnapshotPage newest = page; newest.previous() != null; ) {
      newest = newer(newest, filter, 7);
      assertThat(newest.next()).isNotNull();
      List<String> more = new ArrayList<>(ids(newest));
      Collections.reverse(more);
      ids.addAll(more);
    }
    Collections.reverse(ids);
    return ids;
  }

  @Test
  void aPageWithoutNewerItemsLeadsToOlderOnes() {
    SortKey newest = item("i99").sortKey();

    SnapshotPage page = index.snapshotAfter(newest, null, Filter.NONE, 5);

    assertThat(page.items()).isEmpty();
    assertThat(page.previous()).isNull();
    assertThat(page.next()).isEqualTo(newest);
  }

  @Test
  void daysWithItemsAreCountedNewestFirst() {
    FeedIndex days =
        FeedIndex.of(WORLD.opened(1))
            .with(WORLD.published("a", 2, 0))
            .with(WORLD.published("b", 3, 1))
            .with(WORLD.published("night", 4, 800))
            .with(WORLD.published("old", 5, -3_000));

    assertThat(counts(days.days(null, 10)))
        .containsExactly("2025-02-05 1", "2025-02-04 2", "2025-02-02 1");
    assertThat(days.days(null, 10).next()).isNull();

    FeedIndex fewer =
        days.with(WORLD.retracted("b", 6, 3, 1)).with(WORLD.retracted("night", 7, 4, 800));
    assertThat(counts(fewer.days(null, 10))).containsExactly("2025-02-04 1", "2025-02-02 1");
    assertThat(counts(fewer.days(null, 1))).containsExactly("2025-02-04 1");
    assertThat(counts(fewer.days(fewer.days(null, 1).next(), 1))).containsExactly("2025-02-02 1");
  }

  private static Stream<String> counts(Days days) {
    return days.days().stream().map(day -> day.date() + " " + day.count());
  }

  private SnapshotPage newer(SnapshotPage page, Filter filter, int limit) {
    SortKey previous = page.previous();
    assertThat(previous).isNotNull();
    return index.snapshotAfter(previous, null, filter, limit);
  }

  private ItemEntry item(String id) {
    return entry(index, id);
  }

  private static ItemEntry entry(FeedIndex index, String id) {
    return index.item(new ItemId(id)).orElseThrow();
  }

  private static FeedIndex hundredItems() {
    FeedIndex index = FeedIndex.of(WORLD.opened(1));
    for (int i = 0; i < 100; i++) {
      index =
          index.with(
              FeedStateSamples.withContent(
                  WORLD.published("i" + i, 2 + i, i),
                  FeedStateSamples.content(
                      "Title", i % 2 == 0 ? "Even numbers" : "Odd numbers", null)));
    }
    return index;
  }

  private static List<String> ids(SnapshotPage page) {
    return page.items().stream().map(item -> item.id().value()).toList();
  }
}
