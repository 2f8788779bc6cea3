package news.dateline.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WireFormatTests {
  @Test
  void x1() {
    var item =
        new Item(
            new ItemId("a"),
            Item.Status.PUBLISHED,
            1,
            2,
            2,
            LocalDate.of(2025, 2, 4),
            Instant.parse("2025-02-04T10:00:00Z"),
            null,
            ItemContent.titled("Hi").withPublishedAt(Instant.now()),
            null,
            null);
    var s = new PublicState.OfItem(new FeedId("w"), "abcd", PublicState.Change.PUBLISHED, item);
    System.out.println(new String(s.value()));
    assertThat(PublicState.read(s.key(), s.value())).isEqualTo(s);
    var r =
        new Item(
            new ItemId("a"),
            Item.Status.RETRACTED,
            1,
            2,
            2,
            LocalDate.of(2025, 2, 4),
            Instant.parse("2025-02-04T10:00:00Z"),
            null,
            null,
            Instant.parse("2025-02-04T10:00:00Z"),
            "x");
    var t = new PublicState.OfItem(new FeedId("w"), "abcd", PublicState.Change.RETRACTED, r);
    System.out.println(new String(t.value()));
    assertThat(PublicState.read(t.key(), t.value())).isEqualTo(t);
  }
}
