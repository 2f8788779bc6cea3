package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import news.dateline.events.ItemContent;
import org.junit.jupiter.api.Test;

/** Control characters that text has by mistake: mostly bytes of windows-1252. */
class ControlCharacterTests {
  @Test
  void areTheCharactersOfWindows1252InABody() {
    assertThat(json("'title':'t','content_html':'<p>It\u0092s \u0093open\u0094\u007F\u0081</p>'"))
        .extracting(ItemContent::body)
        .isEqualTo("<p>It’s “open”</p>");
    assertThat(json("'title':'t','content_html':'<p>a&#127;b&#x81;c\uFEFFd</p>'"))
        .extracting(ItemContent::body)
        .isEqualTo("<p>abcd</p>");
    assertThat(json("'title':'t','content_text':'It\u0092s\u009D open\u007F'"))
        .extracting(ItemContent::body)
        .isEqualTo("<p>It’s open</p>");
  }

  @Test
  void areTheSameInTitleAndSummary() {
    ItemContent content = json("'title':'It\u0092s\u007F','summary':'\u0093Open\u0094'");

    assertThat(content.title()).isEqualTo("It’s");
    assertThat(content.lead()).isEqualTo("“Open”");
  }

  @Test
  void areTheSameWhereAFeedInLatin1NamesThePartOfItsBytes() {
    String document =
        "<?xml version='1.0' encoding='ISO-8859-2'?><rss><channel><item><title>T</title>"
            + "<description>It\u0092s &lt;b&gt;open&lt;/b&gt; \u0080 5</description></item></channel></rss>";

    assertThat(content(document.getBytes(Charset.forName("ISO-8859-1"))).body())
        .isEqualTo("It’s <b>open</b> € 5");
  }

  @Test
  void areTheEndOfALineIfOnlyThatIsThere() {
    assertThat(json("'title':'t','content_text':'One\u0085Two'").body())
        .isEqualTo(json("'title':'t','content_text':'One\\nTwo'").body());
  }

  @Test
  void areDroppedFromAttributes() {
    ItemContent content =
        json(
            "'title':'t','content_html':'<img src=\\\"https://n.example/1.jpg\\\" alt=\\\"It\u0092s\\\"> x'");

    assertThat(content.image()).isNotNull().extracting("alt").isEqualTo("It’s");
  }

  private static ItemContent json(String fields) {
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','items':[{'id':'1'," + fields + "}]}";
    return content(document.replace('\'', '"').getBytes(UTF_8));
  }

  private static ItemContent content(byte[] document) {
    return ((SourceItem.ValidItem) Imports.items(document, null).get(0)).event().item();
  }
}
