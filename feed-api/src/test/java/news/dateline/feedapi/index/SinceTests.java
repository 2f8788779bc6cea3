package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState.Change;
import news.dateline.feedapi.FeedStateSamples;
import org.junit.jupiter.api.Test;

class SinceTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  private static final Instant AT = Instant.parse("2025-02-04T13:00:00Z");

  private FeedIndex index = FeedIndex.of(WORLD.opened(1));

  @Test
  void itemsThatAppearedAfterTheCursorAreNew() {
    add(WORLD.published("a", 2, 0));
    add(WORLD.published("b", 3, 1));
    add(WORLD.updated("a", 4, 2, 0));

    assertThat(index.countsSince(2)).isEqualTo(new SinceCounts(1, 0, 0));
    assertThat(index.countsSince(0)).isEqualTo(new SinceCounts(2, 0, 0));
    assertThat(index.countsSince(4)).isEqualTo(new SinceCounts(0, 0, 0));
  }

  @Test
  void anItemThatIsPublishedLateIsNew() {
    add(WORLD.published("a", 2, 0));
    add(WORLD.published("late", 3, -2_000));

    assertThat(index.countsSince(2).added()).isEqualTo(1);
  }

  @Test
  void anItemCountsAsCorrectedUntilItsLastCorrectionIsSeen() {
    PublicItem first = WORLD.published("a", 2, 0);
    PublicItem corrected = FeedStateSamples.corrected(first, 3, AT, "One");
    PublicItem again = FeedStateSamples.corrected(corrected, 4, AT, "Two");
    PublicItem updated =
        FeedStateSamples.updated(again, 5, ItemContent.titled("Updated after the corrections"));
    List.of(first, corrected, again, updated).forEach(this::add);

    assertThat(index.countsSince(2).corrected()).isEqualTo(1);
    assertThat(index.countsSince(3).corrected()).isEqualTo(1);
    assertThat(index.countsSince(4).corrected()).isZero();
  }

  @Test
  void aCorrectionWithoutANumberCountsOnlyAsTheLastChange() {
    PublicItem first = WORLD.published("a", 2, 0);
    Item noted =
        first.item().withPinned(false, 3).withCorrections(List.of(correctionOfOldRecord()));
    add(new PublicItem(first.feed(), first.epoch(), Change.CORRECTED, noted));
    assertThat(index.countsSince(2).corrected()).isEqualTo(1);

    add(new PublicItem(first.feed(), first.epoch(), Change.PINNED, noted.withPinned(true, 4)));
    assertThat(index.countsSince(2).corrected()).isZero();
  }

  private static Item.Correction correctionOfOldRecord() {
    return new Item.Correction(AT, "Note", null);
  }

  @Test
  void onlyARetractedItemThatWasThereBeforeCounts() {
    add(WORLD.published("seen", 2, 0));
    add(WORLD.published("unseen", 3, 1));
    add(WORLD.published("earlier", 4, 2));
    add(WORLD.retracted("earlier", 5, 4, 2));
    add(WORLD.retracted("seen", 6, 2, 0));
    add(WORLD.retracted("unseen", 7, 3, 1));

    assertThat(index.countsSince(2)).isEqualTo(new SinceCounts(0, 0, 1));
    assertThat(index.countsSince(4)).isEqualTo(new SinceCounts(0, 0, 3));
    assertThat(index.countsSince(5)).isEqualTo(new SinceCounts(0, 0, 2));
  }

  @Test
  void aRestoredItemIsNeitherRetractedNorNewToWhomItWasShown() {
    PublicItem first = WORLD.published("a", 2, 0);
    PublicItem retracted = FeedStateSamples.retracted(first, 3, "wrong");
    List.of(first, retracted).forEach(this::add);
    add(FeedStateSamples.restored(retracted, 4, ItemContent.titled("Right")));

    assertThat(index.countsSince(2)).isEqualTo(new SinceCounts(0, 0, 0));
    assertThat(index.countsSince(1)).isEqualTo(new SinceCounts(1, 0, 0));
  }

  @Test
  void theCountsAreThoseOfAScan() {
    for (int i = 0; i < 400; i++) {
      int seq = 2 + i;
      int item = i * 7 % 60;
      ItemEntry known = index.item(WORLD.published("i" + item, seq, item).item().id()).orElse(null);
      if (known == null) {
        add(WORLD.published("i" + item, seq, item));
      } else if (i % 3 == 0 && !known.retracted()) {
        add(WORLD.retracted("i" + item, seq, known.sortKey().firstSeq(), item));
      } else {
        add(WORLD.updated("i" + item, seq, known.sortKey().firstSeq(), item));
      }
    }
    for (long cursor = 1; cursor < index.seq(); cursor += 13) {
      assertThat(index.countsSince(cursor)).as("since " + cursor).isEqualTo(scan(cursor));
    }
  }

  private SinceCounts scan(long cursor) {
    int added = 0;
    int retracted = 0;
    for (IndexEntry change : index.changesSince(cursor)) {
      if (change instanceof ItemEntry item) {
        boolean seen = item.sortKey().firstSeq() <= cursor;
        added += seen || item.retracted() ? 0 : 1;
        retracted += seen && item.retracted() ? 1 : 0;
      }
    }
    return new SinceCounts(added, 0, retracted);
  }

  private void add(PublicItem change) {
    index = index.with(change);
  }
}
