package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML that is long, or unfinished where it was cut. */
class LongHtmlTests {
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a",
        "<a b='",
        "<a =\"",
        "<!--",
        "<xmp>",
        "<xmp a=",
        "</",
        "&a",
        "<td =",
        "<noscript>",
        "<noscript></noscript>"
      })
  void readsUnfinishedMarkupInLinearTime(String markup) {
    String html = markup.repeat(400_000 / markup.length());

    assertThat(ParserInput.of(html)).hasSizeGreaterThan(300_000);
  }

  /** Each of the texts in these bodies is repeated; with quadratic time they take minutes. */
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`<img srcset='a ` | w | 900000 | z'>",
        "<img srcset=' | , | 900000 | x'>",
        "` ` | <img> | 200000 | x",
        "<picture> | <source><img> | 100000 | x",
        "x | `<li></li> ` | 100000 | x",
        "`x<b>` | `<li></li> ` | 100000 | x",
        "x | <p></p> | 120000 | x",
        "x | <b></b> | 120000 | x",
        "x | x<b></b> | 120000 | x",
        "x | x<b><p></p></b> | 60000 | x",
        "<ul> | <li><b></b></li> | 60000 | x"
      })
  void sanitizesRepeatedMarkupInLinearTime(String start, String part, int times, String end) {
    String html = "<p>a</p>" + start + part.repeat(times) + end;

    assertThat(HtmlSanitizer.sanitizeLeniently(html, null).body()).startsWith("<p>a</p>");
  }

  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void readsSuperscriptsInLinearTimeHoweverDeepTheyAre() {
    String html = "<sup>".repeat(100_000) + "a".repeat(500_000);

    assertThat(PlainText.of(html).text()).endsWith("aaa");
  }

  @ParameterizedTest
  @CsvSource({"abcdef,ab", "<b>a</b>x,''", "ab👍🏽x,ab", "ab&amp;x,ab", "a e\u0301\u0302x,'a '"})
  void cutsHtmlBeforeATagAReferenceOrAGrapheme(String html, String cut) {
    int max = html.startsWith("abc") || html.startsWith("<") ? 2 : 4;

    assertThat(HtmlSanitizer.cutSource(html, max)).isEqualTo(cut);
  }
}
