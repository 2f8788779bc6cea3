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

/** Times of items whose source may date only their last change. */
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

  private static ItemImported imported(
      String digest, String title, Instant publishedAt, @Nullable Instant updatedAt) {
    List<ItemId> ids = List.of(new ItemId("1"));
    ItemContent content = ItemContent.titled(title).withTimes(publishedAt, null);
    return new ItemImported(ids.get(0), content, updatedAt, "wire", "1", digest, ids, null, null);
  }
}
