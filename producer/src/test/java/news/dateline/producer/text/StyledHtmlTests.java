package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Style that hides text or changes what it says. */
class StyledHtmlTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-webkit-backface-visibility:hidden",
        "--x-display:none",
        "color:red;--display: none",
        "display:none-such",
        "mso-display:none;visibility:visible",
        "display:none;display:block",
        "display:block!important;display:none",
        "background:url('a;display:none;b')",
        "dis/**/play:none"
      })
  void keepsTextThatIsNotHidden(String style) {
    SanitizedHtml clean =
        HtmlSanitizer.sanitize("<p style=\"" + style + "\">The bridge is open.</p>", null);

    assertThat(clean.body()).isEqualTo("<p>The bridge is open.</p>");
    assertThat(clean.leftOut()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "display:none",
        " DISPLAY :\n none ;",
        "color:red;display:none!important",
        "display:none/**/",
        "/* a */ display:none /* b",
        "display:none !important;display:block",
        "visibility:collapse",
        "color: red; visibility: hidden ! important; margin:0"
      })
  void leavesOutTextThatIsHidden(String style) {
    SanitizedHtml clean = HtmlSanitizer.sanitize("<i style=\"" + style + "\">a</i>b", null);

    assertThat(clean.body()).isEqualTo("b");
    assertThat(clean.leftOut()).containsExactly("hidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<b style='text-decoration:line-through'>closed</b> open | <b><s>closed</s></b> open",
        "<p style='text-decoration:line-through'>a<br>b</p> | <p><s>a<br>b</s></p>",
        "<div style='text-decoration-line: underline line-through'><p>a</p></div>"
            + " | <s><p>a</p></s>",
        "<ul style='text-decoration:line-through'><li>a</li></ul> | <s><ul><li>a</li></ul></s>",
        "<s style='text-decoration:line-through'>a</s> | <s>a</s>",
        "<p>10<em style='vertical-align: super'>9</em></p> | <p>10<em><sup>9</sup></em></p>",
        "<p>H<i style='x:y;vertical-align:sub'>2</i>O</p> | <p>H<i><sub>2</sub></i>O</p>",
        "<p>10<sup style='vertical-align:super'>9</sup></p> | <p>10<sup>9</sup></p>",
        "<p style='vertical-align:super'>9</p> | <p>9</p>",
        "<p>a<b style='vertical-align:superb;--text-decoration:line-through'>b</b></p>"
            + " | <p>a<b>b</b></p>",
        "<b style='text-decoration:line-through;text-decoration-line:none'>a</b> | <b>a</b>",
        "<b style='-webkit-text-decoration-line:line-through'>a</b> | <b><s>a</s></b>",
        "<b style='vertical-align:super-x'>a</b> | <b>a</b>",
        "<del style='text-decoration:line-through'>a<b style='text-decoration:line-through'>b</b>"
            + "</del> | <del>a<b>b</b></del>"
      })
  void namesWhatIsStruckOutOrRaisedByStyle(String html, String clean) {
    assertThat(HtmlSanitizer.sanitize(html, null).body()).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource({"td,''", "tr,''", "td,<p>"})
  void strikesOutTheCellsOfATable(String name, String inner) {
    String html =
        "<table><tr><td>%sclosed</td></tr></table>"
            .formatted(inner)
            .replace("<" + name + ">", "<" + name + " style='text-decoration:line-through'>");

    String body = HtmlSanitizer.sanitize(html, null).body();

    assertThat(body).containsPattern("<td><s>(<p>)?closed(</p>)?</s></td>");
  }

  @Test
  void aLongStyleIsRead() {
    String style = "--x:0;".repeat(1_000) + "text-decoration:line-through";

    assertThat(HtmlSanitizer.sanitize("<b style='" + style + "'>a</b>", null).body())
        .isEqualTo("<b><s>a</s></b>");
  }

  @Test
  void nestedStylesAddNoDepth() {
    String html = "<b style='text-decoration:line-through;vertical-align:super'>".repeat(60) + "a";

    assertThat(HtmlSanitizer.sanitize(html, null).body()).contains("<s>").contains("<sup>");
  }

  @Test
  void aCellIsStruckOutOnceForItsRowInHoweverManyTables() {
    String row = "<table><tr style='text-decoration:line-through'><td>";
    String cells = "<table><tr>" + "<td>a".repeat(100_000);

    assertThat(HtmlSanitizer.fragment(row.repeat(50) + cells).select("s").size()).isEqualTo(1);
  }

  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD) // in quadratic time it takes minutes
  void manyChildrenOfAStyledElementTakeNoQuadraticTime() {
    String html = "<p style='text-decoration:line-through'>" + "<br>a".repeat(400_000);

    assertThat(HtmlSanitizer.fragment(html).select("s").size()).isEqualTo(1);
  }

  @Test
  void plainTextDoesNotAssertWhatIsStruckOutByStyle() {
    PlainText text =
        PlainText.of("<h1 style='text-decoration:line-through'>Closed</h1>The pier is open");

    assertThat(text.text()).isEqualTo("The pier is open");
    assertThat(text.leftOut()).containsExactly("struck-out text");
    assertThat(PlainText.of("10<a style='vertical-align:super'>9</a> l").text()).isEqualTo("10⁹ l");
  }
}
