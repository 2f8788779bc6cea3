package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import news.dateline.events.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlSanitizerTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>One<br>two</p>",
        "<p><strong>a</strong> <b>b</b> <em>c</em> <i>d</i></p>",
        "<ul><li>a</li></ul><ol><li>b</li></ol>",
        "<blockquote><p>a</p></blockquote>",
        "<h2>a</h2><h3>b</h3>",
        "<figure><pre><code>a  b\n c</code></pre><figcaption>d</figcaption></figure>",
        "<p>&lt;script&gt; &amp; «Київ» 🗞</p>"
      })
  void keepsTheAllowedSubsetUnchanged(String html) {
    assertThat(HtmlSanitizer.sanitize(html)).isEqualTo(html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p>a</p><script>alert(1)</script> | <p>a</p>",
        "<p onclick=\"x()\" style=\"x\" class=\"y\" id=\"z\">a</p> | <p>a</p>",
        "<p>a<img src=x onerror=alert(1)></p> | <p>a</p>",
        "<svg><script>alert(1)</script></svg><p>a</p> | <p>a</p>",
        "<p>a<iframe src=\"https://example.org\"></iframe></p> | <p>a</p>",
        "<a href=\"javascript:alert(1)\">a</a> | <a rel=\"noopener nofollow\">a</a>",
        "<a href=\" java&#10;script:alert(1)\">a</a> | <a rel=\"noopener nofollow\">a</a>",
        "<a href=\"data:text/html,x\">a</a> | <a rel=\"noopener nofollow\">a</a>",
        "<a href=\"/local\">a</a> | <a rel=\"noopener nofollow\">a</a>",
        "<div><section>a</section></div> | a",
        "<p>a<!-- b --></p> | <p>a</p>",
        "<p>a<b>c | <p>a<b>c</b></p>",
        "<style>p{}</style><p>a</p> | <p>a</p>"
      })
  void removesWhatTheSubsetDoesNotContain(String html, String clean) {
    assertThat(HtmlSanitizer.sanitize(html)).isEqualTo(clean);
  }

  @Test
  void linksGetNoopenerAndNofollow() {
    assertThat(
            HtmlSanitizer.sanitize(
                "<a href=\"https://example.org/?a=1&amp;b=2\" target=_top>a</a>"))
        .isEqualTo("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener nofollow\">a</a>");
    assertThat(HtmlSanitizer.sanitize("<a href=\"mailto:desk@example.org\">a</a>"))
        .contains("mailto:desk@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "<p></p>",
        "<script>a</script>",
        "<img src=x>",
        "<p>&nbsp;</p>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></table></math>a"
      })
  void returnsNullIfNoTextIsLeft(String html) {
    assertThat(HtmlSanitizer.sanitize(html)).isNull();
  }

  @Test
  void isIdempotent() {
    String once = HtmlSanitizer.sanitize("<p>a & b <a href='https://example.org'>c</a><div><p>d");

    assertThat(HtmlSanitizer.sanitize(String.valueOf(once))).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<b>", "<blockquote>", "<i><b><blockquote>", "<ul><li>"})
  void refusesDeepNestingQuickly(String tags) {
    String html = tags.repeat(200_000 / tags.length());

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> HtmlSanitizer.sanitize(html))
        .matches(e -> e.field().equals("body"));
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void convertsPlainTextToParagraphs() {
    assertThat(HtmlSanitizer.fromText("a < b & c\nd\r\n\r\n \n<script>e</script>"))
        .isEqualTo("<p>a &lt; b &amp; c<br>d</p><p>&lt;script&gt;e&lt;/script&gt;</p>");
  }
}
