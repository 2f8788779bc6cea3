package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.producer.importing.format.DocumentReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items of the BBC and others whose guid is their page and the number of an edit. */
class EditedGuidTests {
  private static final String PAGE = "https://n.example/1";

  @Test
  void mayHaveTheIdsOfTheirPageAndOfEarlierEdits() {
    SourceItem.ValidItem item = items(item(PAGE + "#2", PAGE)).get(0);

    assertThat(item.guid()).isEqualTo(PAGE + "#2");
    assertThat(item.event().guid()).isEqualTo("//n.example/1#2");
    assertThat(item.event().ids())
        .startsWith(ids("#2").toArray(ItemId[]::new))
        .containsAll(ids(""))
        .containsSubsequence(ids("#0").get(0), ids("#0").get(1), ids("#1").get(0), ids("#1").get(1))
        .doesNotHaveDuplicates()
        .doesNotContain(ids("#3").get(0));
  }

  @Test
  void mayHaveTheIdsOfTheNewestOfManyEditsAndOfTheFirst() {
    assertThat(items(item(PAGE + "#9999", PAGE)).get(0).event().ids())
        .contains(ids("#9998").get(0), ids("#9949").get(0))
        .containsAll(ids("#0"))
        .containsAll(ids("#1"))
        .doesNotContain(ids("#2").get(0))
        .hasSizeLessThan(120);
  }

  @ParameterizedTest
  @CsvSource({
    "https://n.example/1#2, http://n.example/1?at_medium=RSS&at_campaign=rss",
    "http://n.example/1#2, https://n.example/1",
    "https://n.example/1?a=b#2, https://n.example/1?a=b"
  })
  void areKnownWhateverSchemeAndTrackingParametersTheirLinkHas(String guid, String link) {
    assertThat(items(item(guid, link)).get(0).event().ids()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({
    "https://n.example/1#2, https://n.example/2",
    "https://n.example/1#2, https://n.example/1#2",
    "https://n.example/1#12345, https://n.example/1",
    "https://n.example/1#block-2, https://n.example/1",
    "https://n.example/1#2,",
    "urn:n.example:1#2, https://n.example/1"
  })
  void areNoneIfTheGuidIsNotTheLinkAndANumber(String guid, @Nullable String link) {
    assertThat(items(item(guid, link)).get(0).event().ids())
        .isEqualTo(SourceIds.candidates("", guid));
  }

  @Test
  void leaveTheIdsOfEarlierEditsToTheFirstOneOfTheirPage() {
    for (String document :
        List.of(
            item(PAGE + "#10", PAGE) + "," + item(PAGE + "#2", PAGE),
            item(PAGE + "#2", PAGE) + "," + item(PAGE + "#10", PAGE))) {
      assertThat(items(document))
          .hasSize(2)
          .anySatisfy(
              first ->
                  assertThat(first.event().ids())
                      .startsWith(ids("#2").toArray(ItemId[]::new))
                      .containsAll(ids(""))
                      .containsAll(ids("#0"))
                      .containsAll(ids("#1")))
          .anySatisfy(
              other ->
                  assertThat(other.event().ids())
                      .isEqualTo(SourceIds.candidates("", PAGE + "#10")));
    }
  }

  @Test
  void leaveTheIdsOfTheirPageToAnItemThatItIdentifies() {
    String other = "{'title':'Ferry','url':'http://n.example/1?utm_source=rss'}";
    for (String document :
        List.of(item(PAGE + "#2", PAGE) + "," + other, other + "," + item(PAGE + "#2", PAGE))) {
      assertThat(items(document))
          .hasSize(2)
          .filteredOn(item -> item.guid().contains("#"))
          .singleElement()
          .satisfies(
              item ->
                  assertThat(item.event().ids())
                      .startsWith(ids("#2").toArray(ItemId[]::new))
                      .containsAll(ids("#0"))
                      .containsAll(ids("#1"))
                      .doesNotContainAnyElementsOf(ids("")));
    }
  }

  @Test
  void mayHaveTheIdsOfTheirPageBesideAnItemWithAnIdOfItsOwn() {
    String video = "{'id':'video-1','title':'Ferry','url':'" + PAGE + "'}";

    assertThat(items(item(PAGE + "#2", PAGE) + "," + video))
        .filteredOn(item -> item.guid().contains("#"))
        .singleElement()
        .satisfies(
            item -> assertThat(item.event().ids()).containsAll(ids("")).containsAll(ids("#0")));
  }

  @Test
  void areAloneThoughTheDocumentHasThemTwice() {
    assertThat(items(item(PAGE + "#2", PAGE) + "," + item(PAGE + "#2", PAGE)))
        .singleElement()
        .satisfies(item -> assertThat(item.event().ids()).containsAll(ids("#0")));
  }

  @Test
  void areFoundByADeletionUnderTheIdsOfEarlierEdits() {
    byte[] document =
        ("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'>"
                + "<at:deleted-entry ref='https://n.example/1#2'/></feed>")
            .getBytes(UTF_8);
    DocumentReader reader = DocumentReader.of(document, null, Map.of());
    ImportContext context = Imports.context(reader.readHead(), Imports.NOW, "https://n.example/f");

    ItemDeletedAtSource event =
        ((SourceItem.DeletedItem) Imports.items(context, reader).get(0)).event();

    assertThat(event.guid()).isEqualTo("//n.example/1#2");
    assertThat(event.ids()).contains(SourceIds.candidates("//n.example/f", PAGE + "#0").get(0));
  }

  /** Returns the two ids of new items. */
  private static List<ItemId> ids(String fragment) {
    return SourceIds.candidates("", PAGE + fragment).subList(0, 2);
  }

  private static String item(String guid, @Nullable String link) {
    String url = link == null ? "" : ",'url':'" + link + "'";
    return "{'id':'" + guid + "','title':'Pier'" + url + "}";
  }

  private static List<SourceItem.ValidItem> items(String items) {
    byte[] document =
        ("{'version':'https://jsonfeed.org/version/1.1','items':[" + items + "]}")
            .replace('\'', '"')
            .getBytes(UTF_8);
    return Imports.items(document, "application/feed+json").stream()
        .map(SourceItem.ValidItem.class::cast)
        .toList();
  }
}
