package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.producer.importing.format.DocumentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that their source dates ahead of the clock. */
class TimeAheadTests {
  @ParameterizedTest
  @ValueSource(
      strings = {"2026-03-01T18:00:00Z", "2026-03-02T06:00:00Z", "2027-03-01T18:00:00.123456Z"})
  void haveTheSameEventAtEachImportWithoutATimeOfPublication(String time) {
    byte[] document = json("{'id':'1','title':'Storm','date_published':'" + time + "'}");

    ItemImported event = events(document, Imports.NOW).get(0);

    assertThat(event.item().publishedAt()).isNull();
    assertThat(event.updatedAt()).isEqualTo(time.replace("456Z", "Z"));
    assertThat(events(document, Imports.NOW.plus(Duration.ofHours(5)))).containsExactly(event);
  }

  @Test
  void haveTheirTimeOnceItHasPassed() {
    byte[] document =
        json("{'id':'1','title':'Storm','date_published':'2026-03-01T18:00:00.123456Z'}");
    Instant declared = events(document, Imports.NOW).get(0).updatedAt();

    ItemImported passed = events(document, Imports.NOW.plus(Duration.ofHours(7))).get(0);

    assertThat(passed.item().publishedAt()).isEqualTo(declared);
    assertThat(passed.updatedAt()).isNull();
  }

  @Test
  void areWithoutTimeOfPublicationAlsoIfTheirSourceDatesChangesOnly() {
    byte[] document =
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>T</title>"
                + "<updated>2026-03-01T18:00:00Z</updated></entry></feed>")
            .getBytes(UTF_8);

    ItemImported event = events(document, Imports.NOW).get(0);

    assertThat(event.item().publishedAt()).isNull();
    assertThat(event.updatedAt()).isEqualTo("2026-03-01T18:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-01T18:00:00Z", "2026-03-03T18:00:00Z"})
  void haveNoTimeOfAnUpdateThatIsAhead(String time) {
    byte[] document =
        json(
            "{'id':'1','title':'Storm','date_published':'2026-02-28T10:00:00Z','date_modified':'"
                + time
                + "'}");

    ItemImported event = events(document, Imports.NOW).get(0);

    assertThat(event.item().publishedAt()).isEqualTo("2026-02-28T10:00:00Z");
    assertThat(event.updatedAt()).isNull();
    assertThat(events(document, Imports.NOW.plus(Duration.ofHours(5)))).containsExactly(event);
    assertThat(((SourceItem.ValidItem) Imports.items(document, null).get(0)).notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.field()).isEqualTo("updatedAt");
              assertThat(note.what()).contains("ahead").endsWith("was left out");
            });
  }

  @Test
  void areTheNewestOfTheirDocument() {
    byte[] document =
        json(
            "{'id':'a','title':'A','date_published':'2026-03-01T10:00:00Z'},"
                + "{'id':'b','title':'B','date_published':'2026-03-01T20:00:00Z'},"
                + "{'id':'c','title':'C','date_published':'2026-03-01T18:00:00Z'},"
                + "{'id':'d','title':'D','date_published':'2026-03-01T11:00:00Z'}");

    assertThat(events(document, Imports.NOW))
        .extracting(ItemImported::guid)
        .containsExactly("a", "d", "c", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-01T18:30:00Z", "2026-03-01T17:30:00Z"})
  void areDeletedIfTheSourceDeletedThemLater(String deletedAt) {
    byte[] document =
        ("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'>"
                + "<at:deleted-entry ref='1' when='"
                + deletedAt
                + "'/><entry><id>1</id><title>T</title>"
                + "<published>2026-03-01T18:00:00Z</published></entry></feed>")
            .getBytes(UTF_8);
    DocumentReader reader = DocumentReader.of(document, null, Map.of());
    ImportContext context =
        Imports.context(reader.readHead(), Imports.NOW, "https://n.example/feed");

    boolean later = deletedAt.compareTo("2026-03-01T18:00:00Z") > 0;
    assertThat(Imports.items(context, reader))
        .singleElement()
        .isInstanceOf(later ? SourceItem.DeletedItem.class : SourceItem.ValidItem.class);
  }

  private static byte[] json(String items) {
    return ("{'version':'https://jsonfeed.org/version/1.1','items':[" + items + "]}")
        .replace('\'', '"')
        .getBytes(UTF_8);
  }

  private static List<ItemImported> events(byte[] document, Instant now) {
    DocumentReader reader = DocumentReader.of(document, null, Map.of());
    return Imports.items(Imports.context(reader.readHead(), now), reader).stream()
        .map(item -> ((SourceItem.ValidItem) item).event())
        .toList();
  }
}
