package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.dateline.events.Breaking;
import news.dateline.events.FeedId;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.feedapi.FeedStateSamples;
import org.junit.jupiter.api.Test;

class PinAndBreakingOrderTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  private static final Instant UNTIL = Instant.parse("2025-02-04T12:00:00Z");

  private final PublicItem a = WORLD.published("a", 2, 0);
  private final PublicItem b = WORLD.published("b", 3, 10);
  private final PublicItem c = WORLD.published("c", 4, 20);

  @Test
  void thePinnedItemIsShownOnAnyPage() {
    SnapshotPage snapshot = snapshot(2, a, b, c, FeedStateSamples.pinned(a, 5));

    assertThat(ids(snapshot.items())).containsExactly("c", "b");
    assertThat(snapshot.pinned()).extracting(item -> item.id().value()).isEqualTo("a");
  }

  @Test
  void theLastPinWinsInAnyReadingOrder() {
    PublicItem down = FeedStateSamples.unpinned(FeedStateSamples.pinned(a, 5), 6);
    PublicItem up = FeedStateSamples.pinned(b, 7);

    assertThat(snapshot(40, a, b, FeedStateSamples.pinned(a, 5), down, up).pinned())
        .extracting(item -> item.id().value())
        .isEqualTo("b");
    assertThat(snapshot(40, up, down).pinned())
        .extracting(item -> item.id().value())
        .isEqualTo("b");
    assertThat(snapshot(40, up, FeedStateSamples.pinned(a, 5)).pinned())
        .extracting(item -> item.id().value())
        .isEqualTo("b");
    assertThat(snapshot(40, a, FeedStateSamples.pinned(a, 5), down).pinned()).isNull();
    assertThat(
            snapshot(
                    40, a, FeedStateSamples.pinned(a, 5), FeedStateSamples.retracted(a, 6, "wrong"))
                .pinned())
        .isNull();
  }

  @Test
  void breakingItemsAreOrderedMajorFirstThenNewest() {
    PublicItem old = FeedStateSamples.breaking(a, 5, Breaking.Level.MAJOR, UNTIL);
    PublicItem minor = FeedStateSamples.breaking(b, 6, Breaking.Level.MINOR, UNTIL);
    PublicItem major = FeedStateSamples.breaking(c, 7, Breaking.Level.MAJOR, UNTIL);

    assertThat(ids(snapshot(1, a, b, c, old, minor, major).breaking()))
        .containsExactly("c", "a", "b");
    assertThat(
            ids(
                snapshot(1, old, minor, major, FeedStateSamples.breakingEnded(major, 8))
                    .breaking()))
        .containsExactly("a", "b");
    assertThat(
            ids(
                snapshot(
                        1,
                        old,
                        minor,
                        FeedStateSamples.breaking(minor, 8, Breaking.Level.MAJOR, UNTIL))
                    .breaking()))
        .containsExactly("b", "a");
    assertThat(snapshot(1, old, FeedStateSamples.retracted(old, 8, "wrong")).breaking()).isEmpty();
  }

  @Test
  void aRestoredItemReturnsToItsPlace() {
    SnapshotPage snapshot =
        snapshot(
            40,
            a,
            b,
            c,
            FeedStateSamples.retracted(b, 5, "wrong"),
            FeedStateSamples.restored(b, 6, ItemContent.titled("Right after all")));

    assertThat(ids(snapshot.items())).containsExactly("c", "b", "a");
    assertThat(snapshot.items().get(1).retracted()).isFalse();
    assertThat(new String(snapshot.items().get(1).json().copy())).contains("Right after all");
  }

  @Test
  void aClosedFeedHasThatStatus() {
    FeedStore feeds = feeds(a, FeedStateSamples.closed(WORLD.opened(1), 3));

    FeedIndex index = feeds.find(new FeedId("world")).orElseThrow();

    assertThat(index.closed()).isTrue();
    assertThat(new String(index.changesSince(2).iterator().next().frame().data().copy()))
        .contains("\"change\":\"closed\"", "\"status\":\"closed\"");
  }

  private static SnapshotPage snapshot(int limit, PublicState... changes) {
    FeedIndex index = feeds(changes).find(new FeedId("world")).orElseThrow();
    return index.snapshot(null, null, Filter.NONE, limit);
  }

  private static FeedStore feeds(PublicState... changes) {
    FeedStore feeds = new FeedStore();
    feeds.apply(WORLD.opened(1));
    for (PublicState change : changes) {
      feeds.apply(change);
    }
    feeds.publish();
    return feeds;
  }

  private static List<String> ids(List<ItemEntry> items) {
    return items.stream().map(item -> item.id().value()).toList();
  }
}
