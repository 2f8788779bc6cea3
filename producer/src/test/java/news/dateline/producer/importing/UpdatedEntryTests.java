package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.dateline.events.NewsEvent.ItemImported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that may have no time of publication. */
class UpdatedEntryTests {
  private static final String TIME = "2025-02-04T10:00:00Z";

  @ParameterizedTest
  @ValueSource(strings = {TIME, "2025-02-04T10:00:00.000123Z"})
  void haveTheTimeOfTheirLastChangeForBothTimesIfItIsTheirOnlyOne(String time) {
    ItemImported event = atom("<updated>" + time + "</updated>");

    assertThat(event.item().publishedAt()).isEqualTo(Instant.parse(TIME));
    assertThat(event.updatedAt()).isEqualTo(event.item().publishedAt());
  }

  @Test
  void haveNoTimeOfAChangeIfTheyWereNotChangedSinceTheirPublication() {
    ItemImported event = atom("<published>" + TIME + "</published><updated>" + TIME + "</updated>");

    assertThat(event.item().publishedAt()).isEqualTo(Instant.parse(TIME));
    assertThat(event.updatedAt()).isNull();
  }

  private static ItemImported atom(String members) {
    String document =
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>T</title>"
            + members
            + "</entry></feed>";
    return ((SourceItem.ValidItem) Imports.items(document.getBytes(UTF_8), null).get(0)).event();
  }
}
