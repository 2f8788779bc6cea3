package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.producer.importing.identity.SourceIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceIdsTests {
  private static final String ADDRESS = "https://n.example/1?a=1&b=2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://n.example/1?a=1&b=2",
        "https://N.example/1?a=1&#038;b=2",
        "https://n.example/1?utm_source=rss&a=1&b=2",
        "https://n.example/1?a=1&utm_medium=x&b=2&utm_campaign=y",
        "https://n.example/1?utm_source=rss&utm_medium=x&a=1&b=2#xtor=RSS-1",
        "https://n.example/1?a=1&utm_source&b=2"
      })
  void anotherSpellingOfAnAddressIsTheSameItem(String guid) {
    assertThat(SourceIds.normalized(guid)).isEqualTo(SourceIds.normalized(ADDRESS));
    assertThat(SourceIds.candidates("wire", guid).get(0))
        .isEqualTo(SourceIds.candidates("wire", ADDRESS).get(0));
  }

  @Test
  void theIdOfEarlierReleasesIsAmongTheCandidates() {
    assertThat(SourceIds.candidates("wire", ADDRESS)).contains(SourceIds.of(ADDRESS));
    assertThat(SourceIds.candidates("wire", "1")).startsWith(new ItemId("1")).hasSize(2);
    assertThat(SourceIds.candidates("wire", "1"))
        .doesNotContainSequence(SourceIds.candidates("agency", "1").get(1));
  }

  @Test
  void anchorsOfAPageAreDifferentItems() {
    assertThat(SourceIds.normalized(ADDRESS + "#block-1"))
        .isEqualTo("//n.example/1?a=1&b=2#block-1");
    assertThat(SourceIds.candidates("wire", ADDRESS + "#block-1"))
        .doesNotContainAnyElementsOf(SourceIds.candidates("wire", ADDRESS + "#block-2"));
  }

  @Test
  void theTwoIdsThatANewItemMayGetDoNotDependOnTheSpelling() {
    assertThat(SourceIds.candidates("wire", "http://n.example/1?utm_a=1").subList(0, 2))
        .isEqualTo(SourceIds.candidates("wire", "https://n.example/1").subList(0, 2));
  }

  @Test
  void theIdsOfAnotherSpellingThatEarlierReleasesGaveAreLookedAt() {
    assertThat(SourceIds.candidates("wire", "https://n.example/1"))
        .contains(SourceIds.of("http://n.example/1"), SourceIds.of("https://n.example/1"));
  }

  @Test
  void longSourcesAndGuidsAreRecordedByTheirDigest() {
    String path = "x".repeat(2_000);

    assertThat(SourceIds.recorded("urn:" + path)).hasSize(64);
    assertThat(SourceIds.source("https://n.example/" + path)).hasSize(64);
    assertThat(SourceIds.source("https://N.example/")).isEqualTo("//n.example");
  }

  @Test
  void theNameOfASourceHasNoSecretsOfItsAddress() {
    String name = SourceIds.source("https://user:pass@n.example/rss?token=s3cret#s3cret");

    assertThat(name).startsWith("//n.example/rss?").doesNotContain("pass", "s3cret");
    assertThat(name).isNotEqualTo(SourceIds.source("https://n.example/rss?token=other"));
    assertThat(SourceIds.source("https://user@n.example/")).isEqualTo("//n.example");
    assertThat(SourceIds.host("https://user@n.example:8443/rss")).isEqualTo("n.example:8443");
  }

  @Test
  void itemsThatShareALinkAreTheSameInTheNextDocumentWhateverIsFirst() {
    String link = ",\"url\":\"https://a.example/live\"}";
    String a = "{\"title\":\"a\"" + link;
    String b = "{\"title\":\"b\"" + link;
    String c = "{\"title\":\"c\",\"id\":\"http://a.example/live\"}";
    Map<String, ItemId> ids = idsByTitle(a, b, c, a);

    assertThat(ids.values()).doesNotHaveDuplicates().hasSize(3);
    assertThat(idsByTitle(c, b, a)).isEqualTo(ids);
    assertThat(idsByTitle(b, a)).containsEntry("a", ids.get("a")).containsEntry("b", ids.get("b"));
  }

  @Test
  void itemsOfOneTitleAtDifferentLinksAreDifferentItemsWhateverElseTheDocumentHas() {
    String item = "{\"title\":\"%s\",\"url\":\"https://n.example/m%d\"}";
    String first = item.formatted("Goal!", 1) + "," + item.formatted("Half time", 1);
    String second = item.formatted("Goal!", 2) + "," + item.formatted("Half time", 2);
    List<ItemImported> events = events(first, second, "{\"title\":\"Goal!\"}");

    assertThat(events).extracting(ItemImported::id).doesNotHaveDuplicates().hasSize(5);
    assertThat(events).extracting(ItemImported::guid).doesNotHaveDuplicates();
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.ids())
                    .containsAll(
                        SourceIds.candidates("", SourceIds.ofTitle(event.item().title(), null))));
    assertThat(events)
        .filteredOn(event -> "https://n.example/m2".equals(event.item().link()))
        .containsExactlyInAnyOrderElementsOf(events(second));
  }

  /** Returns the first id of each valid item of a document. */
  private static Map<String, ItemId> idsByTitle(String... items) {
    return events(items).stream()
        .collect(toMap(event -> event.item().title(), event -> event.ids().get(0)));
  }

  private static List<ItemImported> events(String... items) {
    String document =
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["
            + String.join(",", items)
            + "]}";
    return Imports.items(document.getBytes(UTF_8), "application/feed+json").stream()
        .map(item -> ((SourceItem.ValidItem) item).event())
        .toList();
  }
}
