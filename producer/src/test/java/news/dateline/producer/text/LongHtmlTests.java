package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML that is long, or unfinished where it was cut. */
class LongHtmlTests {
  @ParameterizedTest
  @ValueSource(
      strings = {"<a", "<a b='", "<a =\"", "<!--", "<xmp>", "<xmp a=", "</", "&a", "<td ="})
  void readsUnfinishedMarkupInLinearTime(String markup) {
    String html = markup.repeat(400_000 / markup.length());

    assertThat(TableParts.inTables(html)).hasSizeGreaterThan(300_000);
  }

  @ParameterizedTest
  @CsvSource({"abcdef,ab", "<b>a</b>x,''", "ab👍🏽x,ab", "ab&amp;x,ab", "a e\u0301\u0302x,'a '"})
  void cutsHtmlBeforeATagAReferenceOrAGrapheme(String html, String cut) {
    int max = html.startsWith("abc") || html.startsWith("<") ? 2 : 4;

    assertThat(HtmlSanitizer.cutSource(html, max)).isEqualTo(cut);
  }
}
