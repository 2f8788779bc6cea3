package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.Author;
import news.dateline.events.ItemContent;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of an item and its lists of texts. */
class ImportedTextTests {
  @Test
  void referencesAreDecodedOnceInEveryPlainText() {
    ItemContent item =
        item("'title':'Rock &amp; roll','summary':'AT&T &amp;amp; more','tags':['R&#38;B'],"
                + "'authors':[{'name':'Ann &amp; Bo'}],'_dateline':{'section':'Arts &amp; life'}")
            .event()
            .item();

    assertThat(item.title()).isEqualTo("Rock & roll");
    assertThat(item.lead()).isEqualTo("AT&T &amp; more");
    assertThat(item.tags()).containsExactly("R&B");
    assertThat(item.authors()).containsExactly(new Author("Ann & Bo", null));
    assertThat(item.section()).isEqualTo("Arts & life");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title | 'title':'Pi\\uFFFFer'",
        "lead | 'title':'t','summary':'Pi\\u0001er'",
        "tags | 'title':'t','tags':['Pi\\uFFFEer']",
        "authors | 'title':'t','authors':['Pi\\u0001er']",
        "image | 'title':'t','image':{'url':'https://a.example/1','alt':'Pi\\uFFFFer'}",
        "body | 'title':'t','content_text':'Pi\\uFFFFer'",
        "body | 'title':'t','content_html':'<p>Pi\\uFFFFer</p>'",
        "body | 'title':'t','content_html':'<p>Pi&#1;er</p>'",
        "body | 'title':'t','content_html':'<p>Pi\\uD800er</p>'"
      })
  void whatXmlCannotCarryIsDroppedAndSaid(String field, String members) {
    SourceItem.ValidItem item = item(members);

    assertThat(item.event().item().toString()).contains("Pier");
    assertThat(item.notes())
        .singleElement()
        .returns(field, SourceNote::field)
        .extracting(SourceNote::what)
        .asString()
        .contains("characters that XML cannot carry");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'port' | port",
        "['x',7,null] | x,7",
        "['port',['a'],{'b':1}] | port",
        "['Café','CAFE\\u0301','café'] | Café",
        "['Straße','STRASSE','Sea'] | Straße,Sea",
        "['Diyarbakır','Diyarbakir'] | Diyarbakır,Diyarbakir"
      })
  void tagsOfEveryShapeAreTakenOnceInTheirFirstSpelling(String written, String tags) {
    assertThat(item("'title':'t','tags':" + written).event().item().tags())
        .containsExactly(tags.split(","));
  }

  @Test
  void anAuthorThatIsOnlyAMailAddressIsLeftOutForTheDocumentsAndSaid() {
    String document =
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Desk</name></author><entry>"
            + "<id>urn:1</id><title>t</title><dc:creator>ann@n.example</dc:creator></entry></feed>";
    SourceItem only = Imports.items(document.getBytes(UTF_8), null).get(0);
    SourceItem.ValidItem item = (SourceItem.ValidItem) only;

    assertThat(item.event().item().authors()).containsExactly(new Author("Desk", null));
    assertThat(item.notes()).extracting(SourceNote::field).containsExactly("authors");
  }

  @Test
  void aTitleThatIsTooLongIsCutBetweenCharactersAndSaid() {
    SourceItem.ValidItem item = item("'title':'" + "x".repeat(298) + "e\\u0301\\u0301\\u0301y'");

    assertThat(item.event().item().title()).isEqualTo("x".repeat(298) + "…");
    assertThat(item.notes())
        .containsExactly(new SourceNote("title", "has more than 300 characters and was cut"));
  }

  @Test
  void addressesAreResolvedAgainstTheAddressOfTheFeedWhereThereIsNoHomePage() {
    String document =
        "{'version':'https://jsonfeed.org/version/1','feed_url':'https://n.example/feeds/1.json',"
            + "'items':[{'id':'a','title':'t','url':'/2025/pier','image':'pier.jpg'}]}";
    ItemContent item = valid(document).event().item();

    assertThat(item.link()).isEqualTo("https://n.example/2025/pier");
    assertThat(item.image()).isNotNull();
    assertThat(item.image().url()).isEqualTo("https://n.example/feeds/pier.jpg");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"news.example/fair | 'url':'https://news.example/fair',", "… | 'id':'1',"})
  void losesNoStoryWhoseTextIsStruckOut(String title, String members) {
    String html = "<p><s>The fair opens on Monday.</s></p>";
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','items':[{%s'content_html':'%s'}]}"
            .formatted(members, html);
    SourceItem.ValidItem item =
        (SourceItem.ValidItem)
            Imports.items(document.replace('\'', '"').getBytes(UTF_8), "application/json").get(0);

    assertThat(item.event().item().title()).isEqualTo(title);
    assertThat(item.event().item().body()).isEqualTo(html);
    assertThat(item.notes())
        .contains(new SourceNote("title", "is missing, and the text is struck out"));
  }

  @ParameterizedTest
  @CsvSource({
    "content_html,200000,bytes",
    "content_text,190000,bytes",
    "content_html,210000,characters",
    "content_html,133333,bytes"
  })
  void aBodyThatNoEventCanHoldIsCut(String member, int length, String unit) {
    SourceItem.ValidItem item = item("'title':'t','" + member + "':'" + "港".repeat(length) + "'");

    assertThat(item.event().item().body()).startsWith("<p>港").endsWith("港…</p>");
    assertThat(Json.write(item.event()).length).isBetween(300_000, 450_000);
    assertThat(item.notes())
        .extracting(SourceNote::what)
        .anyMatch(what -> what.endsWith(unit + " and was cut"));
  }

  private static SourceItem.ValidItem item(String members) {
    return valid(
        "{'version':'https://jsonfeed.org/version/1.1','items':[{'id':'a'," + members + "}]}");
  }

  private static SourceItem.ValidItem valid(String document) {
    List<SourceItem> items =
        Imports.items(document.replace('\'', '"').getBytes(UTF_8), "application/feed+json");
    assertThat(items).singleElement().isInstanceOf(SourceItem.ValidItem.class);
    return (SourceItem.ValidItem) items.get(0);
  }
}
