package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.producer.importing.identity.SourceIds;
import org.junit.jupiter.api.Test;

/** Items that a document contains more than once. */
class RepeatedItemTests {
  private static final String ENTRY =
      "{'id':'a','title':'%s','date_published':'2025-02-04T10:00:00Z'%s}";

  @Test
  void areTheNewestOfTheirVersions() {
    String old = ENTRY.formatted("old", ",'date_modified':'2025-02-04T11:00:00Z'");
    String newest = ENTRY.formatted("new", ",'date_modified':'2025-02-04T12:00:00Z'");
    String oldest = ENTRY.formatted("oldest", "");

    for (String document :
        List.of(
            old + "," + newest + "," + oldest,
            newest + "," + old + "," + oldest,
            oldest + "," + old + "," + newest)) {
      SourceItem.ValidItem item = only(document);

      assertThat(item.event().item().title()).isEqualTo("new");
      assertThat(item.notes())
          .containsExactly(
              new SourceNote(
                  "id", "stands in the document more than once, of which the newest counts"));
    }
  }

  @Test
  void areTheFirstWhereNoneIsDatedOrBothAreOfOneTime() {
    assertThat(
            only("{'id':'a','title':'first'},{'id':'a','title':'second'}").event().item().title())
        .isEqualTo("first");
    assertThat(
            only(ENTRY.formatted("first", "") + "," + ENTRY.formatted("second", ""))
                .event()
                .item()
                .title())
        .isEqualTo("first");
    assertThat(
            only("{'id':'a','title':'undated'}," + ENTRY.formatted("dated", ""))
                .event()
                .item()
                .title())
        .isEqualTo("dated");
  }

  @Test
  void areNoFailureWithoutAnId() {
    String item = "{'title':'Pier','url':'https://n.example/1'}";

    assertThat(only(item + "," + item).event().item().title()).isEqualTo("Pier");
    assertThat(only("{'title':'Pier'},{'title':'Pier'}").event().item().title()).isEqualTo("Pier");
  }

  @Test
  void areOneAlsoAmongOthersOfTheirLink() {
    String item = "{'title':'%s','url':'https://n.example/1'}";
    String pier = item.formatted("Pier");
    String ferry = item.formatted("Ferry");

    assertThat(items(String.join(",", pier, ferry, pier, ferry)))
        .hasSize(2)
        .hasOnlyElementsOfType(SourceItem.ValidItem.class);
  }

  @Test
  void areKeptWhereTheirOtherVersionIsInvalid() {
    assertThat(items("{'id':'a','title':'t'},{'id':'a'}"))
        .hasSize(2)
        .hasAtLeastOneElementOfType(SourceItem.ValidItem.class);
  }

  @Test
  void areStoriesOfTheirOwnIfNeitherLinkNorTitleIsTheSameAndTheirIdIsNone() {
    String item = "{'id':'N/A','title':'%s','url':'https://n.example/%d'}";
    String third = "{'id':'N/A','title':'Quay'}";

    assertThat(items(item.formatted("Pier", 1) + "," + item.formatted("Ferry", 2) + "," + third))
        .map(SourceItem.ValidItem.class::cast)
        .allSatisfy(each -> assertThat(each.notes()).extracting(SourceNote::field).contains("id"))
        .extracting(SourceItem.ValidItem::guid)
        .containsExactlyInAnyOrder(
            "https://n.example/1", "https://n.example/2", SourceIds.ofTitle("Quay", null));
    assertThat(
            items(
                String.join(
                    ",",
                    item.formatted("Pier", 1),
                    item.formatted("Ferry", 1),
                    item.formatted("Quay", 2))))
        .map(each -> ((SourceItem.ValidItem) each).event().id())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .doesNotContain(SourceIds.of("N/A"));
  }

  @Test
  void nameTheIdThatOthersHaveLastSoThatTheirItemIsFound() {
    String item = "{'id':'urn:n:1','title':'%s','url':'https://n.example/%d'}";

    assertThat(items(item.formatted("Pier", 1) + "," + item.formatted("Ferry", 2)))
        .allSatisfy(
            each ->
                assertThat(((SourceItem.ValidItem) each).event().ids())
                    .containsSubsequence(SourceIds.candidates("", List.of("urn:n:1"))));
  }

  @Test
  void areToldApartAtOneLinkWhateverItsTrackingParameters() {
    String item = "{'title':'%s','url':'https://n.example/live?utm_source=%s'}";
    List<SourceItem> one = items(item.formatted("Pier", "a") + "," + item.formatted("Ferry", "a"));
    List<SourceItem> other =
        items(item.formatted("Pier", "b") + "," + item.formatted("Ferry", "b"));

    assertThat(one)
        .extracting(each -> ((SourceItem.ValidItem) each).guid())
        .isEqualTo(other.stream().map(each -> ((SourceItem.ValidItem) each).guid()).toList());
  }

  @Test
  void areVersionsIfLinkOrTitleIsTheSame() {
    String item = "{'id':'N/A','title':'%s','url':'https://n.example/%s'}";
    String pier = item.formatted("Pier", 1);

    assertThat(only(pier + "," + item.formatted("Ferry", "1?utm_source=rss")).guid())
        .isEqualTo("N/A");
    assertThat(only(pier + "," + item.formatted("Pier", 2)).guid()).isEqualTo("N/A");
  }

  private static SourceItem.ValidItem only(String items) {
    List<SourceItem> read = items(items);
    assertThat(read).hasSize(1);
    return (SourceItem.ValidItem) read.get(0);
  }

  private static List<SourceItem> items(String items) {
    String document = "{'version':'https://jsonfeed.org/version/1.1','items':[" + items + "]}";
    return Imports.items(document.replace('\'', '"').getBytes(UTF_8), "application/feed+json");
  }
}
