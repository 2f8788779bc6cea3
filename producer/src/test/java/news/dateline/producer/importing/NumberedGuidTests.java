package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.producer.importing.format.DocumentReader;
import news.dateline.producer.importing.identity.SourceIds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Items whose guid is their link and a number: edits of a story, as those of the BBC, or posts of a
 * page.
 */
class NumberedGuidTests {
  private static final String PAGE = "https://n.example/1";

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 60, 9_999})
  void editsOfAStoryAreIdentifiedByItsPageWhateverTheirNumber(int number) {
    SourceItem.ValidItem item = items(item(number, "Pier")).get(0);

    assertThat(item.guid()).isEqualTo(PAGE);
    assertThat(item.event().guid()).isEqualTo("//n.example/1");
    assertThat(item.event().id()).isEqualTo(SourceIds.of(PAGE));
    assertThat(item.event().ids())
        .startsWith(ids("").toArray(ItemId[]::new))
        .containsAll(ids("#" + number))
        .containsAll(ids("#0"))
        .hasSizeLessThanOrEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({
    "https://n.example/1#2, http://n.example/1?at_medium=RSS&at_campaign=rss",
    "https://n.example/1#2, https://n.example/1?ns_mchannel=rss&at_format=link",
    "https://n.example/1?cmp=rss#2, https://n.example/1?cmp=rss",
    "http://n.example/1#2, https://n.example/1",
    "https://n.example/1?a=b#2, https://n.example/1?a=b"
  })
  void areKnownWhateverSchemeAndTrackingParametersTheirLinkHas(String guid, String link) {
    SourceItem.ValidItem item = items(item(guid, "Pier", link)).get(0);

    assertThat(item.guid()).isEqualTo(guid.replace("#2", ""));
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
    assertThat(items(item(guid, "Pier", link)).get(0).event().ids())
        .isEqualTo(SourceIds.candidates("", guid));
  }

  @Test
  void editsOfOnePageAndTitleInADocumentAreOneItemOfWhichTheHighestNumberCounts() {
    String first = item(0, "Pier");
    String last = item(10, "Pier").replace("}", ",'summary':'It is open.'}");

    for (String document :
        List.of(first + "," + item(3, "Pier") + "," + last, last + "," + first)) {
      assertThat(items(document))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.guid()).isEqualTo(PAGE);
                assertThat(item.event().item().lead()).isEqualTo("It is open.");
                assertThat(item.notes()).extracting(SourceNote::field).containsExactly("id");
              });
    }
  }

  @Test
  void postsOfOnePageWithOtherTitlesAreItemsOfTheirOwn() {
    List<SourceItem.ValidItem> posts =
        items(item(1, "Goal!") + "," + item(2, "Half time") + "," + item(3, "Goal!"));

    assertThat(posts)
        .extracting(SourceItem.ValidItem::guid)
        .containsExactlyInAnyOrder(PAGE + "#1", PAGE + "#2", PAGE + "#3");
    assertThat(posts)
        .allSatisfy(
            post ->
                assertThat(post.event().ids())
                    .isEqualTo(SourceIds.candidates("", List.of(post.guid(), PAGE))));
  }

  @Test
  void leaveTheirPageToAnItemThatItIdentifies() {
    String page = "{'id':'http://n.example/1?utm_source=rss','title':'Pier','url':'" + PAGE + "'}";
    for (String document : List.of(item(2, "Pier") + "," + page, page + "," + item(2, "Pier"))) {
      assertThat(items(document))
          .extracting(item -> item.event().guid())
          .containsExactlyInAnyOrder("//n.example/1#2", "//n.example/1");
    }
  }

  @Test
  void areToldApartFromAnItemWithoutAGuidThatHasTheirLink() {
    String other = "{'title':'Ferry','url':'" + PAGE + "'}";

    assertThat(items(item(2, "Pier") + "," + other))
        .hasSize(2)
        .extracting(item -> item.event().id())
        .contains(SourceIds.of(PAGE + "#2"))
        .doesNotContain(SourceIds.of(PAGE));
  }

  @Test
  void areToldApartFromAnItemWhoseLinkIsTheirGuid() {
    String other = "{'title':'Quay','url':'" + PAGE + "#2'}";

    assertThat(items(item(1, "Pier") + "," + item(2, "Ferry") + "," + other))
        .extracting(item -> item.event().id())
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @Test
  void areIdentifiedByTheirPageBesideAnItemWithAnIdOfItsOwn() {
    String video = "{'id':'video-1','title':'Ferry','url':'" + PAGE + "'}";

    assertThat(items(item(2, "Pier") + "," + video))
        .extracting(SourceItem.ValidItem::guid)
        .containsExactlyInAnyOrder(PAGE, "video-1");
  }

  @Test
  void areOneItemThoughTheDocumentHasThemTwice() {
    assertThat(items(item(2, "Pier") + "," + item(2, "Pier opens")))
        .extracting(SourceItem.ValidItem::guid)
        .containsExactly(PAGE);
  }

  @Test
  void areDeletedUnderTheirOwnGuidOnly() {
    ItemDeletedAtSource event =
        ((SourceItem.DeletedItem) deleting("#2", "", "https://n.example/f").get(0)).event();

    assertThat(event.guid()).isEqualTo("//n.example/1#2");
    assertThat(event.ids()).isEqualTo(SourceIds.candidates("//n.example/f", PAGE + "#2"));
  }

  @Test
  void areDeletedByADocumentThatContainsThemTooUnderWhatIdentifiesThem() {
    String older = "<updated>2025-02-04T11:59:59Z</updated>";

    assertThat(deleting("#2", entry(older), "https://n.example/f"))
        .extracting(item -> ((SourceItem.DeletedItem) item).event().guid())
        .containsExactly(SourceIds.recorded(PAGE), SourceIds.recorded(PAGE + "#2"));
    assertThat(deleting("#2", entry(older), null))
        .singleElement()
        .isInstanceOf(SourceItem.InvalidItem.class);
  }

  @Test
  void arePublishedByADocumentThatDeletedThemBeforeOrAnotherEdit() {
    String newer = "<updated>2025-02-04T12:00:01Z</updated>";

    assertThat(deleting("#2", entry(newer), "https://n.example/f"))
        .singleElement()
        .isInstanceOf(SourceItem.ValidItem.class);
    for (String other : List.of("#0", "#1")) {
      assertThat(deleting(other, entry(""), "https://n.example/f"))
          .hasExactlyElementsOfTypes(SourceItem.ValidItem.class, SourceItem.DeletedItem.class);
    }
  }

  @Test
  void areKeptOrDeletedInWhateverOrderTheDocumentHasThem() {
    String newer = "<updated>2025-02-04T12:00:01Z</updated>";
    String undated = entry("").replace("<title>", "<title>No ").replace("1'/>", "3'/>");

    for (String entries : List.of(entry(newer) + undated, undated + entry(newer))) {
      assertThat(deleting("#2", entries, "https://n.example/f"))
          .hasExactlyElementsOfTypes(SourceItem.ValidItem.class, SourceItem.DeletedItem.class);
    }
  }

  private static String entry(String times) {
    String link = "<link href='" + PAGE + "'/>";
    return "<entry><id>" + PAGE + "#2</id><title>Pier</title>" + link + times + "</entry>";
  }

  private static List<SourceItem> deleting(
      String number, String entries, @Nullable String address) {
    byte[] document =
        ("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'>"
                + entries
                + "<at:deleted-entry when='2025-02-04T12:00:00Z' ref='"
                + PAGE
                + number
                + "'/></feed>")
            .getBytes(UTF_8);
    DocumentReader reader = DocumentReader.of(document, null, Map.of());
    return Imports.items(Imports.context(reader.readHead(), Imports.NOW, address), reader);
  }

  /** Returns the two ids of new items. */
  private static List<ItemId> ids(String fragment) {
    return SourceIds.candidates("", PAGE + fragment).subList(0, 2);
  }

  private static String item(int number, String title) {
    return item(PAGE + "#" + number, title, PAGE);
  }

  private static String item(String guid, String title, @Nullable String link) {
    String url = link == null ? "" : ",'url':'" + link + "'";
    return "{'id':'" + guid + "','title':'" + title + "'" + url + "}";
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
