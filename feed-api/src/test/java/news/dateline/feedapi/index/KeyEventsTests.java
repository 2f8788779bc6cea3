package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicItem;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.KeyEvents.KeyEvent;
import org.junit.jupiter.api.Test;

class KeyEventsTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");

  private FeedIndex index = FeedIndex.of(WORLD.opened(1));

  @Test
  void keyEventsAreListedNewestFirstWithTheirDayHoweverOldTheyAre() {
    PublicItem old = keyEvent("old", 2, -3_000);
    index = index.with(old).with(WORLD.published("plain", 3, 0)).with(keyEvent("new", 4, 10));

    KeyEvents newest = index.snapshot(null, null, Filter.NONE, 1).keyEvents();

    assertThat(newest.next()).isNull();
    assertThat(newest.items())
        .extracting(keyEvent -> keyEvent.id() + " " + keyEvent.day() + " " + keyEvent.title())
        .containsExactly("new 2025-02-04 Title of new", "old 2025-02-02 Title of old");
    assertThat(newest.items().get(1).publishedAt()).isEqualTo(old.item().publishedAt());
  }

  @Test
  void anItemIsNoMomentOnceItIsRetractedOrNoKeyEventAnyMore() {
    PublicItem a = keyEvent("a", 2, 0);
    PublicItem b = keyEvent("b", 3, 1);
    index = index.with(a).with(b).with(FeedStateSamples.retracted(a, 4, "wrong"));
    index = index.with(FeedStateSamples.updated(b, 5, ItemContent.titled("Plain")));

    assertThat(index.snapshot(null, null, Filter.NONE, 40).keyEvents().items()).isEmpty();
    assertThat(index.keyEventsSince(0)).isEmpty();
  }

  @Test
  void theNewestFiftyAreListedAndTheCursorLeadsToTheOthers() {
    for (int i = 0; i < 60; i++) {
      index = index.with(keyEvent("i" + i, 2 + i, i));
    }

    KeyEvents newest = index.snapshot(null, null, Filter.NONE, 40).keyEvents();
    Filter keyEvents = new Filter(List.of(Set.of(Facet.KEY_EVENT)));
    SnapshotPage older = index.snapshot(Objects.requireNonNull(newest.next()), null, keyEvents, 40);

    assertThat(newest.items()).hasSize(50);
    assertThat(newest.items().get(49).id().value()).isEqualTo("i10");
    assertThat(older.items()).hasSize(10);
    assertThat(older.items().get(0).id().value()).isEqualTo("i9");
  }

  @Test
  void aFilterRestrictsTheMomentsToo() {
    index = index.with(keyEvent("a", 2, 0)).with(keyEvent("b", 3, 1));
    Filter storm = new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, "tag-a"))));

    assertThat(index.snapshot(null, null, storm, 40).keyEvents().items())
        .extracting(KeyEvent::title)
        .containsExactly("Title of a");
  }

  @Test
  void theKeyEventsSinceACursorAreThoseThatAppearedAfterIt() {
    index = index.with(keyEvent("a", 2, 0)).with(keyEvent("late", 3, -3_000));
    index = index.with(WORLD.published("plain", 4, 5)).with(keyEvent("b", 5, 6));

    assertThat(index.keyEventsSince(2)).extracting(KeyEvent::firstSeq).containsExactly(5L, 3L);
    assertThat(index.keyEventsSince(5)).isEmpty();
  }

  private static PublicItem keyEvent(String id, long seq, int minutes) {
    return FeedStateSamples.withContent(
        WORLD.published(id, seq, minutes),
        FeedStateSamples.keyEvent("Title of " + id, "town", "tag-" + id));
  }
}
