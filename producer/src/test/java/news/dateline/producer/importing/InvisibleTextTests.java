package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.ItemContent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with characters that cannot be seen. */
class InvisibleTextTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Pier opens. | 'content_text':'\\u200b','summary':'Pier opens.'",
        "Pier opens. | 'content_text':'\\u0001','summary':'Pier opens.'",
        "Pier opens. | 'content_html':'\\u200b','content_text':'Pier opens.'",
        "Pier opens. | 'title':'&rlm;','content_html':'<p>Pier opens. More.</p>'",
        "Pier opens. | 'title':'\\u2067\\u2069','summary':'Pier opens.'",
        "Pier opens. | 'summary':'&rlm;','content_html':'<p>Pier opens. More.</p>'",
        "Pier | 'content_html':'<img src=https://p.example/a.jpg alt=Pier><p>&zwnj;</p>'"
      })
  void losesNoStoryForAnInvisibleCharacter(String title, String members) {
    assertThat(item(members).title()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'content_text':'\\u2067Pier opens. More.\\u2069' | Pier opens.",
        "'content_text':'\\u2067Pier opens.\\u2069 More.' | \u2067Pier opens.\u2069",
        "'content_text':'Pier opens\\u200b\\nMore.' | Pier opens"
      })
  void cutsNoDirectionOpen(String members, String title) {
    assertThat(item(members).title()).isEqualTo(title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'title':'\\u2067%s\\u2069'",
        "'content_html':'<img src=https://p.example/a.jpg alt=\\u0022\\u2067%s\\u2069\\u0022>'"
      })
  void cutsNoDirectionOpenInALongText(String members) {
    String item = item(members.formatted("Pier ".repeat(250))).toString();

    assertThat(item).contains("…").doesNotContain("\u2067", "\u2069");
  }

  private static ItemContent item(String members) {
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','items':[{'id':'a'," + members + "}]}";
    byte[] bytes = document.replace('\'', '"').getBytes(UTF_8);
    return ((SourceItem.ValidItem) Imports.items(bytes, "application/feed+json").get(0))
        .event()
        .item();
  }
}
