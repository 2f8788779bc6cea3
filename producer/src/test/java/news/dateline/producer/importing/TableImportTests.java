package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.events.Author;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import news.dateline.events.Kicker;
import news.dateline.producer.importing.identity.SourceIds;
import news.dateline.producer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableImportTests {
  @Test
  void mapsColumnsToFields() {
    List<ItemContent> items =
        read(
            "id,headline,date,text\r\n"
                + "1,\"Pier, \"\"new\"\"\",2025-02-04 10:00:00+00:00,\"a\n"
                + "b\"\r\n\r\n"
                + "2,Ferry,,\r\n",
            Map.of("title", "headline", "publishedAt", "date"));

    assertThat(items)
        .extracting(ItemContent::title)
        .containsExactlyInAnyOrder("Pier, \"new\"", "Ferry");
    assertThat(items)
        .extracting(ItemContent::publishedAt)
        .contains(Instant.parse("2025-02-04T10:00:00Z"));
    assertThat(items).extracting(ItemContent::body).contains("<p>a<br>b</p>");
  }

  @Test
  void readsSemicolonsTabsAndListsInACell() {
    assertThat(read("title;tags\nPier;port|sea\n", Map.of()).get(0).tags())
        .containsExactly("port", "sea");
    assertThat(read("title\tlink\nPier\thttps://a.example/\n", Map.of()).get(0).link())
        .isEqualTo("https://a.example/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n \r\ntitle;tags\nPier, new;a|b\n",
        ";;\ntitle;tags\nPier, new;a|b\n",
        "sep=;\r\ntitle;tags\r\nPier, new;a|b\r\n",
        "\"sep=;\"\ntitle;tags\nPier, new;a|b\n",
        "\uFEFFSEP=|\ntitle|tags\nPier, new|\"a|b\"\n"
      })
  void readsATableThatBeginsWithBlankLinesOrItsSeparator(String table) {
    assertThat(read(table, Map.of()))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.title()).isEqualTo("Pier, new");
              assertThat(item.tags()).containsExactly("a", "b");
            });
  }

  @Test
  void keepsTheFirstColumnWhereItIsEmpty() {
    assertThat(Imports.items("\ttitle\n\tPier\n".getBytes(UTF_8), "Text/CSV", Map.of()))
        .hasOnlyElementsOfType(SourceItem.ValidItem.class);
  }

  @Test
  void refusesAColumnOrFieldThatDoesNotExist() {
    for (Map<String, String> map :
        List.of(Map.of("title", "none"), Map.of("none", "a"), Map.<String, String>of())) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> read("a,b\n1,2\n", map))
          .matches(problem -> "map".equals(problem.field()));
    }
  }

  @Test
  void readsLinesOfOwnItems() {
    String lines =
        """
        {"id":"1","title":"Pier","lead":"l","body":"<p>b</p>","link":"https://a.example/","label":"exclusive",
        """
                .strip()
            + "\"publishedAt\":\"2025-02-04T10:00:00Z\",\"keyEvent\":true}\n\n"
            + "{\"id\":\"2\",\"title\":\"Ferry\"}\n";
    SourceItem.ValidItem item =
        (SourceItem.ValidItem) Imports.items(lines.getBytes(UTF_8), "application/x-ndjson").get(1);

    assertThat(item.guid()).isEqualTo("1");
    assertThat(item.event().item().label()).isEqualTo("exclusive");
    assertThat(item.event().item().body()).isEqualTo("<p>b</p>");
    assertThat(item.event().item().keyEvent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "{'feed':'world','epoch':'k3f9','change':'updated','item':%s}",
        "{'feed':'world','id':'1','status':'published','version':3,'history':[],'item':%s}"
      })
  void readsItemsAsAnApiReturnsThem(String line) {
    String returned =
        "{'id':'1','status':'published','version':3,'seq':48214,'firstSeq':48001,'day':'2025-02-04',"
            + "'publishedAt':'2025-02-04T12:00:00Z','updatedAt':'2025-02-04T12:01:00Z','title':'Pier',"
            + "'authors':[],'tags':['port'],'pinned':true,'corrections':[{'note':'Friday'}]}";
    byte[] lines = line.formatted(returned).replace('\'', '"').getBytes(UTF_8);
    SourceItem.ValidItem item =
        (SourceItem.ValidItem) Imports.items(lines, "application/x-ndjson").get(0);

    assertThat(item.guid()).isEqualTo("1");
    assertThat(item.event().item().title()).isEqualTo("Pier");
    assertThat(item.event().updatedAt()).isEqualTo("2025-02-04T12:01:00Z");
    assertThat(item.notes()).extracting(SourceNote::field).containsExactly("pinned", "corrections");
  }

  @Test
  void takesReferencesInTextsOfOwnItemsAsText() {
    ItemContent item =
        ownItem(
            "{'id':'1','title':'Write &lt; as &amp;lt;','lead':'&#38; too','tags':['R&amp;B'],"
                + "'authors':[{'name':'A &amp; B'}],'section':'&gt;','kicker':{'text':'&lt;br&gt;'},"
                + "'image':{'url':'https://a.example/1','alt':'&amp;'},'body':'<p>a &lt; b</p>'}");

    assertThat(item.title()).isEqualTo("Write &lt; as &amp;lt;");
    assertThat(item.lead()).isEqualTo("&#38; too");
    assertThat(item.tags()).containsExactly("R&amp;B");
    assertThat(item.authors()).containsExactly(new Author("A &amp; B", null));
    assertThat(item.section()).isEqualTo("&gt;");
    assertThat(item.kicker()).isEqualTo(new Kicker("&lt;br&gt;", null));
    assertThat(item.image()).extracting(Image::alt).isEqualTo("&amp;");
    assertThat(item.body()).isEqualTo("<p>a &lt; b</p>");
  }

  /** Earlier builds decoded the title: the item is the same, and unchanged. */
  @Test
  void keepsIdentityAndDigestOfOwnItemsWithReferences() {
    SourceItem.ValidItem item = ownLine("{'title':'Write &lt;'}");

    assertThat(item.guid()).isEqualTo(SourceIds.ofTitle("Write <", null));
    assertThat(item.event().digest())
        .isEqualTo(SourceIds.digest("{\"title\":\"Write &lt;\"}".getBytes(UTF_8)));
  }

  private static ItemContent ownItem(String line) {
    return ownLine(line).event().item();
  }

  private static SourceItem.ValidItem ownLine(String line) {
    byte[] lines = line.replace('\'', '"').getBytes(UTF_8);
    return (SourceItem.ValidItem) Imports.items(lines, "application/x-ndjson").get(0);
  }

  @Test
  void publishesNothingThatTheEditorsApiReturnsAsHeld() {
    String line = "{'feed':'world','id':'1','status':'held','version':1,'held':{'title':'Pier'}}";
    byte[] lines = line.replace('\'', '"').getBytes(UTF_8);

    assertThat(Imports.items(lines, "application/x-ndjson").get(0))
        .isInstanceOf(SourceItem.InvalidItem.class);
  }

  @Test
  void takesAnItemInAStoryForNoStoryOfItsOwn() {
    byte[] line = "{'id':'1','title':'Pier','item':{'sku':5}}".replace('\'', '"').getBytes(UTF_8);

    assertThat(Imports.items(line, "application/x-ndjson").get(0))
        .isInstanceOfSatisfying(
            SourceItem.ValidItem.class,
            item -> assertThat(item.event().item().title()).isEqualTo("Pier"));
  }

  @Test
  void publishesNothingWithAnEmbargoAroundIt() {
    byte[] line =
        "{'embargoedUntil':'2035-01-01T00:00:00Z','item':{'id':'1','title':'Pier'}}"
            .replace('\'', '"')
            .getBytes(UTF_8);

    assertThat(Imports.items(line, "application/x-ndjson").get(0))
        .isInstanceOf(SourceItem.InvalidItem.class);
  }

  @Test
  void takesTheLastOfTheLinesOfAStreamThatAreOfOneItem() {
    String lines =
        "{'change':'published','item':{'id':'1','title':'Pier'}}\n"
            + "{'change':'published','item':{'id':'2','title':'Ferry'}}\n"
            + "{'change':'updated','item':{'id':'1','title':'Pier opens'}}\n"
            + "{'change':'retracted','item':{'id':'2','status':'retracted'}}\n";
    List<SourceItem> items =
        Imports.items(lines.replace('\'', '"').getBytes(UTF_8), "application/x-ndjson");

    assertThat(items).hasSize(2);
    assertThat(items)
        .filteredOn(item -> item instanceof SourceItem.ValidItem)
        .singleElement()
        .extracting(item -> ((SourceItem.ValidItem) item).event().item().title())
        .isEqualTo("Pier opens");
  }

  @Test
  void takesTheLastOfTheLinesAboutOneItemThatDoNotSayWhatChanged() {
    String lines =
        "{'id':'1','status':'published','item':{'id':'1','title':'Old'}}\n"
            + "{'id':'2','status':'published','item':{'id':'2','title':'Ferry'}}\n"
            + "{'id':'3','status':'published','item':{'id':'3','title':'Port'}}\n"
            + "{'id':'1','status':'retracted','item':{'id':'1','status':'retracted'}}\n"
            + "{'id':'2','status':'held','held':{'title':'Ferry sails'}}\n"
            + "{'id':'3','status':'published','item':{'id':'3','title':'Port closes'}}\n";
    List<SourceItem> items =
        Imports.items(lines.replace('\'', '"').getBytes(UTF_8), "application/x-ndjson");

    assertThat(items).hasSize(3);
    assertThat(items)
        .filteredOn(item -> item instanceof SourceItem.ValidItem)
        .singleElement()
        .extracting(item -> ((SourceItem.ValidItem) item).event().item().title())
        .isEqualTo("Port closes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "body", "lead"})
  void takesAStoryThatHasAnItemForAStory(String member) {
    String line = "{'id':'1','%s':'Pier','item':{'title':'Crane'}}".formatted(member);

    assertThat(Imports.items(line.replace('\'', '"').getBytes(UTF_8), "application/x-ndjson"))
        .singleElement()
        .extracting(item -> ((SourceItem.ValidItem) item).event().item().title())
        .isEqualTo("Pier");
  }

  private static List<ItemContent> read(String table, Map<String, String> map) {
    return Imports.items(table.getBytes(UTF_8), "text/csv", map).stream()
        .map(item -> ((SourceItem.ValidItem) item).event().item())
        .toList();
  }
}
