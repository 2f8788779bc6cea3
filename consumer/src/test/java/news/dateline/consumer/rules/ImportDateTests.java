package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Times of items whose source may date only their last change, or is ahead of the clock. */
class ImportDateTests {
  private static final Instant FIRST = Instant.parse("2025-02-03T10:00:00Z");
  private static final Instant LATER = Instant.parse("2025-02-03T12:00:00Z");
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void theFirstPublicationStaysWhereTheSourceDatesOnlyItsChanges() {
    harness.handle(imported("d1", "Pier", FIRST, FIRST));
    Item published = harness.item("1");

    harness.handle(imported("d2", "Pier opens", LATER, LATER));
    Item corrected = harness.item("1");

    assertThat(published.publishedAt()).isEqualTo(FIRST);
    assertThat(published.updatedAt()).isNull();
    assertThat(corrected.publishedAt()).isEqualTo(FIRST);
    assertThat(corrected.updatedAt()).isEqualTo(LATER);
    assertThat(corrected.content().title()).isEqualTo("Pier opens");
  }

  @Test
  void aNewTimeOfTheLastChangeAloneChangesNothing() {
    harness.handle(imported("d1", "Pier", FIRST, FIRST));

    assertThat(harness.handle(imported("d2", "Pier", LATER, LATER)).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
  }

  @Test
  void aPublicationThatTheSourceDatesCounts() {
    harness.handle(imported("d1", "Pier", FIRST, null));
    harness.handle(imported("d2", "Pier", LATER, null));

    assertThat(harness.item("1").publishedAt()).isEqualTo(LATER);
  }

  @Test
  void aTimeAheadOfTheClockIsNeverThatOfTheItem() {
    Instant ahead = RulesHarness.NOON.plusSeconds(3_600);
    harness.handle(imported("d1", "Pier", null, ahead));
    Outcome commented = harness.handle(imported("d2", "Pier", null, ahead));
    harness.at("2025-02-04T14:00:00Z");
    Outcome passed = harness.handle(imported("d3", "Pier", ahead, null));
    Item unchanged = harness.item("1");
    harness.handle(imported("d4", "Pier opens", ahead, null));
    Item corrected = harness.item("1");

    assertThat(List.of(commented.status(), passed.status())).containsOnly(Outcome.Status.UNCHANGED);
    assertThat(unchanged.publishedAt()).isEqualTo(RulesHarness.NOON);
    assertThat(unchanged.updatedAt()).isNull();
    assertThat(corrected.content().title()).isEqualTo("Pier opens");
    assertThat(corrected.publishedAt()).isEqualTo(RulesHarness.NOON);
    assertThat(corrected.updatedAt()).isEqualTo("2025-02-04T14:00:00Z");
  }

  @Test
  void aTimeAheadOfTheClockIsKnownAlsoAfterManyVersions() {
    Instant ahead = RulesHarness.NOON.plusSeconds(3_600);
    harness.handle(imported("d", "Pier", null, ahead));
    harness.at("2025-02-04T14:00:00Z");
    for (int version = 0; version < 40; version++) {
      harness.handle(imported("d" + version, "Pier " + version, ahead, null));
    }

    assertThat(harness.item("1").content().title()).isEqualTo("Pier 39");
    assertThat(harness.item("1").publishedAt()).isEqualTo(RulesHarness.NOON);
  }

  @Test
  void anotherTimeThatTheSourceNamesInPlaceOfOneAheadCounts() {
    harness.handle(imported("d1", "Pier", null, RulesHarness.NOON.plusSeconds(3_600)));
    harness.handle(imported("d2", "Pier", LATER, null));

    assertThat(harness.item("1").publishedAt()).isEqualTo(LATER);
  }

  private static ItemImported imported(
      String digest, String title, @Nullable Instant publishedAt, @Nullable Instant updatedAt) {
    List<ItemId> ids = List.of(new ItemId("1"));
    ItemContent content = ItemContent.titled(title).withTimes(publishedAt, null);
    return new ItemImported(ids.get(0), content, updatedAt, "wire", "1", digest, ids, null, null);
  }
}
