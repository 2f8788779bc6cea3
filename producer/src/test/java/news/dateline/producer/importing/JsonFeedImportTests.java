package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import news.dateline.events.Author;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import news.dateline.events.Kicker;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFeedImportTests {
  private static final String ALL_FIELDS =
      """
      'id':'a-1','url':'https://example.org/1','title':' Bridge \\n opens ','summary':'After a year.',
      'content_html':'<p>a<script>b</script></p>','content_text':'a','image':'https://example.org/1.jpg',
      'date_published':'2025-02-04T21:45:00+02:00','date_modified':'2025-02-04T22:00:00+02:00',
      'authors':[{'name':'Ann','url':'https://example.org/ann','avatar':'x'},{'url':'https://example.org/no'}],
      'tags':['a','b',' '],'language':'uk','attachments':[{'url':5}],
      '_dateline':{'label':'exclusive','kicker':'Bridges','section':'City','source':'Wire','keyEvent':true}\
      """;

  @Test
  void convertsEveryField() {
    ItemImported item = event(ALL_FIELDS);

    assertThat(item.id().value() + " " + item.updatedAt()).isEqualTo("a-1 2025-02-04T20:00:00Z");
    assertThat(item.item())
        .isEqualTo(
            new ItemContent(
                "Bridge opens",
                new Kicker("Bridges", null),
                "exclusive",
                "After a year.",
                "<p>a</p>",
                "https://example.org/1",
                new Image("https://example.org/1.jpg", null, null, null, null),
                List.of(new Author("Ann", "https://example.org/ann")),
                "Wire",
                List.of("a", "b"),
                "City",
                "uk",
                Instant.parse("2025-02-04T19:45:00Z"),
                null,
                true));
  }

  /** These members are how the reader of XML describes an entry. */
  @Test
  void aDocumentDoesNotChooseItsOwnDigestOrBase() {
    String item = "'id':'1','title':'t','url':'/1'";
    ItemImported plain = event(item);

    ItemImported claims =
        event(item + ",'_digest':'The mayor','_base':'https://evil.example/','_content_base':'x'");

    assertThat(claims).isEqualTo(plain);
    assertThat(event(item + ",'_digest':'same','summary':'a'").digest())
        .isNotEqualTo(event(item + ",'_digest':'same','summary':'b'").digest())
        .hasSize(64);
  }

  @Test
  void usesAValidGuidAsIdAndAHashOfAnInvalidOne() {
    assertThat(event("'id':'a.b~c_d-e','title':'t'").id().value()).isEqualTo("a.b~c_d-e");
    assertThat(event("'id':42,'title':'t'").id().value()).isEqualTo("42");
    assertThat(event("'id':'tag:example.org,2025:1','title':'t'").id().value())
        .isEqualTo("6c68c64d1499f8a8cacd53889cbcab82");
  }

  @Test
  void acceptsAKickerWithALink() {
    String extension = "'_dateline':{'kicker':{'text':'K','link':'https://example.org/k'}}";

    assertThat(event("'id':'a','title':'t'," + extension).item().kicker())
        .isEqualTo(new Kicker("K", "https://example.org/k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'content_text':'It rains. It pours.' | It rains.",
        "'summary':'It rains' | It rains",
        "'content_html':'<p>It <b>rains</b>!</p><p>b</p>' | It rains!",
        "'content_text':'Version 1.5 is out. B' | Version 1.5 is out.",
        "'title':'','content_text':'It rains.' | It rains."
      })
  void derivesAMissingTitleFromTheText(String fields, String title) {
    assertThat(event("'id':'a'," + fields).item().title()).isEqualTo(title);
  }

  @Test
  void cutsADerivedTitleAtAWordIfItHasNoSentence() {
    String title = event("'id':'a','content_text':'" + "word ".repeat(100) + "'").item().title();

    assertThat(title).endsWith("word…").hasSizeBetween(100, 120);
  }

  @Test
  void convertsPlainTextToABodyUnlessItRepeatsTheTitle() {
    assertThat(event("'id':'a','title':'t','content_text':'a & b'").item().body())
        .isEqualTo("<p>a &amp; b</p>");
    assertThat(event("'id':'a','title':'t','content_text':'t'").item().body()).isNull();
  }

  @Test
  void ignoresATimeOfModificationThatIsNotLaterThanThePublication() {
    String published = "'id':'a','title':'t','date_published':'2025-02-04T10:00:00Z'";

    assertThat(event(published + ",'date_modified':'2025-02-04T12:00:00+02:00'").updatedAt())
        .isNull();
    assertThat(event(published + ",'date_modified':'2025-02-04T09:00:00Z'").updatedAt()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "'language':'en' | 'language':'en' | none",
        "'language':'en' | 'x':1 | none",
        "'language':'EN' | 'x':1 | none",
        "'language':'uk' | 'x':1 | uk",
        "'language':'Deutsch' | 'x':1 | none",
        "'language':'uk' | 'language':'English' | uk",
        "'language':'gsw-CH' | 'x':1 | gsw-CH",
        "'language':'uk' | 'language':'en' | none",
        "'language':'en_US' | 'x':1 | en-US",
        "'x':1 | 'language':'uk' | uk"
      })
  void keepsALanguageOnlyIfItDiffersFromTheFeeds(String document, String item, String language) {
    List<SourceItem> items =
        items(
            "{'version':'https://jsonfeed.org/version/1.1','items':[{'id':'a','title':'t',"
                + item
                + "}],"
                + document
                + "}");

    assertThat(((SourceItem.ValidItem) items.get(0)).event().item().language()).isEqualTo(language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1$s,'items':[%2$s]", "'items':[%2$s],%1$s"})
  void itemsOfVersion1HaveTheAuthorOfTheDocumentUnlessTheyHaveOneOfTheirOwn(String members) {
    String desk = "'author':{'name':'Desk','url':'https://example.org/desk','avatar':'x'}";
    String written = "{'id':'a','title':'t'},{'id':'b','title':'t','author':{'name':'Ann'}}";
    String document =
        "{'version':'https://jsonfeed.org/version/1'," + members.formatted(desk, written) + "}";

    assertThat(items(document))
        .map(item -> ((SourceItem.ValidItem) item).event())
        .extracting(item -> item.id().value(), item -> item.item().authors())
        .containsExactlyInAnyOrder(
            tuple("a", List.of(new Author("Desk", "https://example.org/desk"))),
            tuple("b", List.of(new Author("Ann", null))));
  }

  @Test
  void returnsTheOldestItemFirstInWhicheverOrderTheDocumentIs() {
    String first = "{'id':'1','title':'t','date_published':'2025-02-04T10:00:00Z'}";
    String second = "{'id':'2','title':'t','date_published':'2025-02-04T11:00:00Z'}";
    String sameTime = "{'id':'3','title':'t','date_published':'2025-02-04T11:00:00Z'}";

    assertThat(guids(sameTime, second, first)).containsExactly("1", "2", "3");
    assertThat(guids(first, second, sameTime)).containsExactly("1", "2", "3");
    assertThat(guids(sameTime, second)).containsExactly("2", "3");
  }

  @Test
  void ordersByTimeWhereAllAreDated() {
    String item = "{'id':'%s','title':'t','date_published':'2025-01-%sT00:00:00Z'}";

    assertThat(
            guids(
                item.formatted("a", "01"),
                item.formatted("b", "09"),
                item.formatted("c", "08"),
                item.formatted("d", "08"),
                item.formatted("e", "02")))
        .containsExactly("a", "e", "d", "c", "b");
  }

  @Test
  void reportsAnItemThatIsNotAnObject() {
    assertThat(items(document("5,null,[],'a'")))
        .hasSize(4)
        .hasOnlyElementsOfType(SourceItem.InvalidItem.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BAD_JSON | {'version':'https://jsonfeed.org/version/1.1','items':[{'id':'a','title':'t'}]",
        "BAD_JSON | []",
        "BAD_JSON | {'version':'https://jsonfeed.org/version/1.1','items':[]} x",
        "INVALID | {}",
        "INVALID | {'items':[]}",
        "INVALID | {'version':5,'items':[]}",
        "INVALID | {'version':'https://example.org/2','items':[]}",
        "INVALID | {'version':'https://jsonfeed.org/version/1.1'}",
        "INVALID | {'version':'https://jsonfeed.org/version/1.1','items':{}}"
      })
  void refusesAnInvalidDocument(ProblemType type, String document) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> items(document))
        .matches(problem -> problem.type() == type);
  }

  private static List<String> guids(String... items) {
    return items(document(String.join(",", items))).stream()
        .map(item -> ((SourceItem.ValidItem) item).guid())
        .toList();
  }

  private static ItemImported event(String fields) {
    return valid(fields).event();
  }

  private static SourceItem.ValidItem valid(String fields) {
    List<SourceItem> items = items(document("{" + fields + "}"));
    assertThat(items.get(0)).isInstanceOf(SourceItem.ValidItem.class);
    return (SourceItem.ValidItem) items.get(0);
  }

  private static String document(String items) {
    return "{'version':'https://jsonfeed.org/version/1.1','title':'x','items':[" + items + "]}";
  }

  private static List<SourceItem> items(String document) {
    return Imports.items(document.replace('\'', '"').getBytes(UTF_8), "application/feed+json");
  }
}
