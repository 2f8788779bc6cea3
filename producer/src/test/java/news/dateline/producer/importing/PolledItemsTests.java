package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which items of a polled document are imported, by what the last poll found. */
class PolledItemsTests {
  private static final String ITEM = "<guid>1</guid><title>Pier</title>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<slash:comments>7</slash:comments>",
        "<media:community><media:statistics views='7'/></media:community>",
        "<link rel='replies' thr:count='7'/>"
      })
  void anItemIsNotImportedAgainBecauseOfACounterInIt(String counter) {
    Set<String> known = decided(ITEM + counter);

    assertThat(known).hasSize(1);
    assertThat(isNew(known, ITEM + counter.replace('7', '8'))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<guid>1</guid><title>Pier opens</title>",
        "<guid>2</guid><title>Pier</title>",
        ITEM + "<link>https://n.example/1</link>",
        ITEM + "<category>port</category>",
        ITEM + "<pubDate>Tue, 04 Feb 2025 21:45:00 GMT</pubDate>",
        ITEM + "<pubDate>Sun, 01 Mar 2026 18:00:00 GMT</pubDate>"
      })
  void anItemIsImportedAgainIfWhatIsUsedOfItHasChanged(String changed) {
    assertThat(isNew(decided(ITEM), changed)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<published>2025-02-04T21:40:00Z</published><updated>2025-02-04T21:45:00Z</updated>",
        "<updated>2025-02-04T21:45:00Z</updated>",
        "<updated>2026-03-01T21:45:00Z</updated>",
        "<updated>2026-03-03T21:45:00Z</updated>"
      })
  void anItemIsNotImportedAgainBecauseOfTheTimeOfItsUpdate(String times) {
    String entry = "<feed><entry><id>1</id><title>Pier</title>" + times + "</entry></feed>";
    Set<String> known = decided(read(entry));

    assertThat(isNew(known, read(entry.replace("21:45", "21:46")))).isFalse();
  }

  /** The rules keep each time that was ahead, so that none of them moves the item later. */
  @Test
  void anItemIsImportedAgainIfItsPublicationAheadOfTheClockHasMoved() {
    String ahead = ITEM + "<pubDate>Sun, 01 Mar 2026 18:00:00 GMT</pubDate>";

    assertThat(isNew(decided(ahead), ahead)).isFalse();
    assertThat(isNew(decided(ahead), ahead.replace("18:00", "18:01"))).isTrue();
  }

  @Test
  void anItemIsNotImportedAgainBecauseOfTheNumberOfItsEdit() {
    String item = "<title>%s</title><link>https://n.example/1</link><guid>https://n.example/1#%d";
    Set<String> known = decided(item.formatted("Pier", 2) + "</guid>");

    assertThat(isNew(known, item.formatted("Pier", 3) + "</guid>")).isFalse();
    assertThat(isNew(known, item.formatted("Pier opens", 3) + "</guid>")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "embargo, 2035-01-01T00:00:00Z, true",
    "releaseOn, 2026-03-02, true",
    "dcterms:available, 2035-01-01, true",
    "embargo, soon, false",
    "held, true, false",
    "embargo, 2026-02-01T00:00:00Z, false"
  })
  void anEmbargoThatEndsIsAwaited(String name, String value, boolean awaited) {
    PolledImport.Items items = new PolledImport.Items(Set.of());
    items.isNew(item(ITEM));
    items.isNew(item("<guid>2</guid><title>Quay</title><%1$s>%2$s</%1$s>".formatted(name, value)));

    assertThat(items.summary(List.of()).embargoed()).isEqualTo(awaited);
  }

  private static Set<String> decided(String item) {
    return decided(item(item));
  }

  private static Set<String> decided(SourceItem item) {
    PolledImport.Items items = new PolledImport.Items(Set.of());
    SourceItem.ValidItem only = (SourceItem.ValidItem) item;
    assertThat(items.isNew(only)).isTrue();
    EventId event = new EventId("1");
    Outcome outcome = Outcome.of(event, Outcome.Status.ACCEPTED, new FeedId("world"), "0@1");
    return items.summary(List.of(ImportResult.undecided(only, event).decided(outcome))).decided();
  }

  private static boolean isNew(Set<String> known, String item) {
    return isNew(known, item(item));
  }

  private static boolean isNew(Set<String> known, SourceItem item) {
    return new PolledImport.Items(known).isNew(item);
  }

  private static SourceItem item(String members) {
    return read("<rss><channel><item>" + members + "</item></channel></rss>");
  }

  private static SourceItem read(String document) {
    return Imports.items(document.getBytes(UTF_8), null).get(0);
  }
}
