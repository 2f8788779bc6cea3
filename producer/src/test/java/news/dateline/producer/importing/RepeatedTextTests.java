package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.ItemContent;
import news.dateline.producer.importing.identity.SourceIds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items whose summary and content are the same text, which stands in the item once. */
class RepeatedTextTests {
  private static final String PICTURE =
      "<a href='https://n.example/1'>\n <img src='/1.jpg'>\n </a>\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "One, two. | ~<p>One,&nbsp;two.</p> | One, two. | none",
        "One two. | One two. | One two. | none",
        "One two. | <p>One two.</p>~ | One two. | none",
        "One two. | <p>One <em>two</em>.</p> | none | <p>One <em>two</em>.</p>",
        "<p>One.</p><p>Two.</p> | <p>One.</p><p>Two.</p> | none | <p>One.</p><p>Two.</p>",
        "One &amp; two | <p lang=de>One & two</p> | none | <p lang=\"de\">One &amp; two</p>",
        "One. | <p>One.</p><p>Two.</p> | One. | <p>One.</p><p>Two.</p>",
        "One … | <p>One two.</p> | One … | <p>One two.</p>",
        "🌊 | <p>⚓</p> | 🌊 | <p>⚓</p>"
      })
  void isTheSummaryOfOneParagraphElseTheBody(
      String summary, String content, @Nullable String lead, @Nullable String body) {
    ItemContent item = atom(summary, content.replace("~", PICTURE)).event().item();

    assertThat(item.lead()).isEqualTo(lead);
    assertThat(item.body()).isEqualTo(body);
    assertThat(item.image() != null).isEqualTo(content.contains("~"));
  }

  @Test
  void identifiesAnItemWithoutTitleAsBefore() {
    String text = "<![CDATA[<p>The pier opens. More.</p>]]>";
    String document =
        "<feed><entry><summary type='html'>%1$s</summary><content type='html'>%1$s</content></entry></feed>";

    assertThat(valid(document.formatted(text)).guid())
        .isEqualTo(SourceIds.hash("The pier opens.\nnull").value());
  }

  @Test
  void isBothInAnItemOfDateline() {
    String item = "{\"id\":\"1\",\"title\":\"t\",\"lead\":\"One.\",\"body\":\"<p>One.</p>\"}";
    SourceItem own = Imports.items(item.getBytes(UTF_8), "application/x-ndjson").get(0);

    ItemContent content = ((SourceItem.ValidItem) own).event().item();
    assertThat(content.lead()).isEqualTo("One.");
    assertThat(content.body()).isEqualTo("<p>One.</p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "<p>One.</p><p>The post <a href='/1'>Pier &amp; ferry</a> appeared first on <a"
            + " href='/'>News</a>.</p> | One.",
        "<p>One.</p><p>Der Beitrag Pier &#038; ferry erschien zuerst auf News.</p> | One.",
        "One […] The post Pier &amp; ferry appeared first on News. | One […]",
        "The post Pier &amp; ferry appeared first on News. | none",
        "The post about the pier appeared first on News. |"
            + " The post about the pier appeared first on News.",
        "The post Pier &amp; ferry appeared first on News.<p>One.</p> |"
            + " The post Pier & ferry appeared first on News.\\nOne."
      })
  void hasNoLineThatSaysWhereItAppearedFirst(String summary, @Nullable String lead) {
    SourceItem.ValidItem item = atom(summary, "<p>Long.</p>");

    assertThat(item.event().item().lead()).isEqualTo(lead == null ? null : lead.translateEscapes());
    assertThat(item.notes().isEmpty()).isEqualTo(lead != null && lead.contains("appeared"));
  }

  @Test
  void isTheSameAlsoWithTheLineThatSaysWhereItAppearedFirst() {
    String credit = "<p>The post <a href='/1'>Pier & ferry</a> appeared first on News.</p>";
    ItemContent both = atom("<p>One.</p>" + credit, "<p>One.</p>" + credit).event().item();
    ItemContent summary = atom("<p>One.</p>" + credit, "<p>One.</p>").event().item();

    assertThat(both.lead()).isNull();
    assertThat(both.body()).startsWith("<p>One.</p>");
    assertThat(summary.lead()).isEqualTo("One.");
    assertThat(summary.body()).isNull();
  }

  private static SourceItem.ValidItem atom(String summary, String content) {
    return valid(
        "<feed><entry><id>1</id><title>Pier &amp; ferry</title><link href='https://n.example/1'/>"
            + "<summary type='html'><![CDATA["
            + summary
            + "]]></summary><content type='html'><![CDATA["
            + content
            + "]]></content></entry></feed>");
  }

  private static SourceItem.ValidItem valid(String document) {
    return (SourceItem.ValidItem) Imports.items(document.getBytes(UTF_8), "text/xml").get(0);
  }
}
