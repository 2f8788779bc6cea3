package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import news.dateline.events.Author;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.ItemImported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of fields that are not as JSON Feed has them. */
class LenientItemTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title | 'id':'a'",
        "title | 'id':'a','content_html':'<script>x</script>'",
        "_dateline.embargoed | 'id':'a','title':'t','_dateline':{'embargoed':'x'}",
        "_dateline.holdUntil | 'id':'a','title':'t','_dateline':{'holdUntil':'x'}",
        "_dateline.embrago | 'id':'a','title':'t','_dateline':{'embrago':'x'}",
        "_dateline.Embrargo | 'id':'a','title':'t','_dateline':{'Embrargo':'x'}",
        "_dateline.releaseAt | 'id':'a','title':'t','_dateline':{'releaseAt':'x'}",
        "_dateline.not_before | 'id':'a','title':'t','_dateline':{'not_before':'x'}",
        "_dateline.publishAfter | 'id':'a','title':'t','_dateline':{'publishAfter':'x'}",
        "_dateline.held | 'id':'a','title':'t','_dateline':{'held':{}}",
        "_dateline.embargoedUntil |"
            + " 'id':'a','title':'t','_dateline':{'embargoedUntil':'2035-01-01T00:00:00Z'}"
      })
  void reportsAnItemWithoutTextOrWithAnEmbargoAndKeepsTheOthers(String field, String item) {
    List<SourceItem> items = items(document("{" + item + "},{'id':'fits','title':'t'}"));

    assertThat(items).hasSize(2);
    assertThat(items.get(0)).isInstanceOf(SourceItem.ValidItem.class);
    assertThat(items.get(1))
        .isInstanceOfSatisfying(
            SourceItem.InvalidItem.class, invalid -> assertThat(invalid.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "link | 'url':'javascript:x'",
        "link | 'url':{}",
        "link | 'url':'https://a.example:99999/'",
        "image | 'image':'/i.png'",
        "image | 'image':[1]",
        "publishedAt | 'date_published':1738698300",
        "publishedAt | 'date_published':''",
        "publishedAt | 'date_published':'soon'",
        "tags | 'tags':{'1':'port'}",
        "tags | 'tags':['x',null]",
        "authors | 'authors':[{'name':'n','url':'x'}]",
        "authors | 'authors':[{'url':'https://a.example/ann'}]",
        "authors | 'authors':['n',null]",
        "authors | 'authors':[{'name':'n','url':'mailto:n@a.example'}]",
        "image | 'image':{'url':'https://a.example/1','width':'wide'}",
        "image | 'image':{'url':'https://a.example/1','height':20001}",
        "updatedAt | 'date_modified':'2025-02-04T21:45:00Z'",
        "updatedAt |"
            + " 'date_published':'2025-02-04T21:45:00Z','date_modified':'2025-02-03T21:45:00Z'",
        "keyEvent | '_dateline':{'keyEvent':'perhaps'}",
        "colour | '_dateline':{'colour':'red'}",
        "held | '_dateline':{'held':false}",
        "embargoedUntil | '_dateline':{'embargoedUntil':''}",
        "pressRelease | '_dateline':{'pressRelease':true}",
        "kicker | '_dateline':{'kicker':{'link':'https://a.example/1'}}",
        "language | 'language':'not a language'",
        "language | 'language':'Arabic'",
        "language | 'language':'Thai'",
        "language | 'language':'english-GB'",
        "label | '_dateline':{'label':'No Label'}",
        "label | '_dateline':{'label':'unknown'}",
        "body | 'content_html':'<iframe></iframe>a'"
      })
  void leavesOutWhatItCannotUseAndSaysSo(String field, String members) {
    SourceItem.ValidItem item = valid("'id':'a','title':'t'," + members);

    assertThat(item.event().item().title()).isEqualTo("t");
    assertThat(item.notes()).extracting(SourceNote::field).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title | 'title':'%s'",
        "lead | 'title':'t','summary':'%s'",
        "link | 'title':'t','url':'https://example.org/%s'",
        "image | 'title':'t','image':'https://example.org/%s'",
        "authors | 'title':'t','authors':[{'name':'%s'}]",
        "tags | 'title':'t','tags':['%s']",
        "section | 'title':'t','_dateline':{'section':'%s'}",
        "kicker | 'title':'t','_dateline':{'kicker':'%s'}"
      })
  void cutsOrLeavesOutWhatIsTooLongAndSaysSo(String field, String members) {
    SourceItem.ValidItem item = valid("'id':'a'," + members.formatted("x".repeat(20_001)));

    assertThat(item.notes()).extracting(SourceNote::field).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'title':'a%sb'",
        "'title':'t','summary':'a%sb'",
        "'title':'t','tags':['a%sb']",
        "'title':'t','authors':['a%sb']",
        "'title':'t','content_html':'<p>a%sb</p>'",
        "'title':'t','image':{'url':'https://a.example/1','alt':'a%sb'}"
      })
  void losesNoStoryForAByteOrderMark(String members) {
    SourceItem.ValidItem item = valid("'id':'1'," + members.formatted("\\uFEFF"));

    assertThat(item.event().item().toString()).contains("ab").doesNotContain("\uFEFF");
  }

  @Test
  void saysNothingOfWhatLosesNothing() {
    String members =
        "'authors':[''],'author':null,'tags':null,'image':{'url':'https://a.example/1','width':null},"
            + "'date_published':'2025-02-04T21:45:00Z','date_modified':'2025-02-04T21:45:00Z',"
            + "'_dateline':{'keyEvent':false,'kicker':null,'embargoedUntil':null}";

    assertThat(valid("'id':'a','title':'t'," + members).notes()).isEmpty();
  }

  @Test
  void takesAtMost32Tags() {
    String tags = IntStream.range(0, 33).mapToObj(i -> "'t" + i + "'").collect(joining(","));
    SourceItem.ValidItem item = valid("'id':'a','title':'t','tags':[" + tags + "]");

    assertThat(item.event().item().tags()).hasSize(32);
    assertThat(item.notes()).extracting(SourceNote::field).containsExactly("tags");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Desk | 'author':'Desk'",
        "News Desk | 'authors':{'name':'News Desk'}",
        "Ann | 'author':{'name':'Ann'}",
        "Ann & Bo | 'authors':['Ann &amp; Bo']"
      })
  void readsABylineInEveryShape(String name, String members) {
    assertThat(event("'id':'a','title':'t'," + members).item().authors())
        .containsExactly(new Author(name, null));
  }

  @Test
  void takesTheAuthorsOfTheDocumentWhereAnItemHasNone() {
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','authors':[{'name':'Top'}],"
            + "'items':[{'id':'a','title':'t'}]}";

    assertThat(((SourceItem.ValidItem) items(document).get(0)).event().item().authors())
        .containsExactly(new Author("Top", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Harbour&#8217;s new pier &amp; ferry | Harbour’s new pier & ferry",
        "AT&T | AT&T",
        "&amp;lt;b&amp;gt; | &lt;b&gt;",
        "\\uFEFFPier\\u200B | Pier"
      })
  void decodesReferencesInTitlesOnce(String written, String title) {
    assertThat(event("'id':'a','title':'" + written + "'").item().title()).isEqualTo(title);
  }

  @Test
  void makesTheTitleOfTheFirstSentence() {
    assertThat(event("'id':'a','content_text':'It rains. More.'").item().title())
        .isEqualTo("It rains.");
    assertThat(event("'id':'a','content_html':'<h2>Pier</h2><p>It rains.</p>'").item().title())
        .isEqualTo("Pier");
  }

  @Test
  void givesAPostThatIsOnlyAPictureTheTextThatDescribesIt() {
    ItemImported item =
        event("'id':'a','content_html':'<img src=https://a.example/p.jpg alt=Pier>'");

    assertThat(item.item().title()).isEqualTo("Pier");
    assertThat(item.item().image())
        .isEqualTo(new Image("https://a.example/p.jpg", "Pier", null, null, null));
  }

  @Test
  void resolvesAddressesAgainstTheItemTheHomePageAndTheFeed() {
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','home_page_url':'https://n.example/',"
            + "'items':[{'id':'a','title':'t','url':'/2025/pier',"
            + "'content_html':'<a href=map>m</a>'}]}";
    ItemContent item = ((SourceItem.ValidItem) items(document).get(0)).event().item();

    assertThat(item.link()).isEqualTo("https://n.example/2025/pier");
    assertThat(item.body()).contains("https://n.example/2025/map");
    assertThat(event("'id':'a','title':'t','url':'/2025/pier'").item().link()).isNull();
  }

  @Test
  void identifiesAnItemWithoutIdByItsLinkOrItsTitle() {
    assertThat(valid("'title':'t','url':'https://a.example/1'").guid())
        .isEqualTo("https://a.example/1");
    assertThat(valid("'title':'t'").guid()).isEqualTo(valid("'title':'t'").guid());
    assertThat(valid("'title':'t'").guid()).isNotEqualTo(valid("'title':'u'").guid());
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
