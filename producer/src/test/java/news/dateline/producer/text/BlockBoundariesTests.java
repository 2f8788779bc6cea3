package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that only a block without content, or an element that is left out, keeps apart. */
class BlockBoundariesTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "One.<p></p>Two. | One.<br>Two.",
        "One.<p></p><ul></ul> <h2></h2>Two. | One. <br>Two.",
        "<b>One.</b><figure></figure><i>Two.</i> | <b>One.</b><br><i>Two.</i>",
        "One.<b><p></p></b>Two. | One.<br>Two.",
        "<b>One.<p></p></b>Two. | <b>One.</b><br>Two.",
        "<b>One.<p><i></i></p>Two.</b> | <b>One.<br>Two.</b>",
        "<li>One.<blockquote></blockquote>Two. | <p>One.</p><p>Two.</p>",
        "<ul><li>One.<p></p>Two.</ul> | <ul><li>One.<br>Two.</li></ul>",
        "<table><tr><td>One.<dl></dl>Two.</table>"
            + " | <table><tbody><tr><td>One.<br>Two.</td></tr></tbody></table>",
        "One.<table></table>Two. | One.<br>Two.",
        "One.<div><b></b></div>Two. | One.<br>Two.",
        "One.<b><div><i></i></div></b>Two. | One.<br>Two.",
        "`One.<pre>\n\n</pre>Two.` | One.<br>Two.",
        "<div>One.<p></p>Two.</div> | <p>One.</p><p>Two.</p>",
        "<p></p>One.<p></p> | One.",
        "One.<br><p></p>Two. | One.<br>Two.",
        "<p>One.</p><p></p>Two. | <p>One.</p>Two.",
        "<b><p>One.</p></b><p></p>Two. | <b><p>One.</p></b>Two.",
        "<div><b><p>One.</p></b></div>Two. | <b><p>One.</p></b>Two.",
        "<h2><b></b><div>One.</div></h2> | <h2>One.</h2>",
        "<span style='display:block'>One.</span><font style='display: FLEX'>Two.</font>"
            + " | <p>One.</p><p>Two.</p>",
        "<b style='display:block'>One.</b>Two. | <p><b>One.</b></p>Two.",
        "<p>One.<i style='display:block'>Two.</i>Three.</p> | <p>One.<br><i>Two.</i><br>Three.</p>",
        "One.<b style='display:inline-block'>Two.</b> | One.<b>Two.</b>",
        "<p><span style='display:block;float:left'>T</span>wo.</p> | <p>Two.</p>",
        "`<pre><code><b style='display:flex'>a\n</b><b style='display:flex'>b\n</b></code></pre>`"
            + " | `<pre><code><b>a\n</b><b>b\n</b></code></pre>`",
        "<pre><b style='display:block'>a</b><b style='display:block'>b</b></pre>"
            + " | <pre><b>a</b><br><b>b</b></pre>",
        "<ruby>One<rt>1</rt></ruby><p></p>Two. | <ruby>One<rt>1</rt></ruby><br>Two.",
        "One.<blockquote class=twitter-tweet></blockquote>Two. | One.<br>Two.",
        "One.<div style='visibility:hidden'>x</div>Two. | One.<br>Two.",
        "One.<div><b><p>Two.</p></b></div> | One.<b><p>Two.</p></b>",
        "One.<rt><p></p></rt>Two. | One.<br>Two.",
        "<div><a href='https://a.example/'><img src='https://p.example/a.jpg'></a> <p>One.</p></div>"
            + " | <p>One.</p>"
      })
  void aBlockWithoutContentLeavesALineBreakBetweenTexts(String html, String clean) {
    String body = HtmlSanitizer.sanitize(html, null).body();

    assertThat(body).isEqualTo(clean);
    assertThat(HtmlSanitizer.sanitize(clean, null).body()).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p>One.<noscript><p>Two.</p></noscript>Three.</p> | <p>One.Three.</p>",
        "<p>One.</p><noscript><!-- </noscript><p>Two.</p> | <p>One.</p><p>Two.</p>",
        "<p>One.</p><noscript><iframe></noscript><p>Two.</p> | <p>One.</p><p>Two.</p>",
        "<NOSCRIPT class='>'><td>One.</td></NOSCRIPT >Two. | Two.",
        "One.<noscript><img alt='a></noscript>Two. It's three. | One.Two. It's three.",
        "One.<noscript><img src=x </noscript>Two. | One.Two."
      })
  void noscriptIsLeftOutWhateverIsInIt(String html, String clean) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo(clean);
    assertThat(sanitized.leftOut()).containsExactly("noscript");
  }

  @ParameterizedTest
  @CsvSource({"One.</ <noscript>Two.,One.Two.", "<p>One.<noscript/></p><p>Two.</p>,<p>One.</p>"})
  void textAfterNoscriptThatDoesNotEndStays(String html, String beginning) {
    assertThat(HtmlSanitizer.sanitize(html, null).body()).startsWith(beginning).contains("Two.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>a <img src='https://p.example/a.jpg' alt='<b>'>",
        "<picture><source srcset='https://p.example/a.jpg'><img alt=A></picture>",
        "<!-- <img src='https://p.example/b.jpg'> --><img src='https://p.example/a.jpg'>"
      })
  void aPictureThatIsOnlyInNoscriptOfAFigureIsItsPicture(String picture) {
    String html = "<figure><noscript>" + picture + "</noscript></figure><p>One.</p>";

    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo("<p>One.</p>");
    assertThat(sanitized.image()).extracting(Image::url).isEqualTo("https://p.example/a.jpg");
  }

  @ParameterizedTest
  @CsvSource({
    "<ol type=i><li>a</ol>,<ol><li>a</li></ol>",
    "<h2>a<ol><li>b</ol></h2>,<h2>a<br>b</h2>"
  })
  void aListThatLosesItsNumbersOrLettersIsNamed(String html, String clean) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo(clean);
    assertThat(sanitized.leftOut()).containsExactly("list numbers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"textarea", "select", "template", "canvas", "progress"})
  void aStyleMakesNoTextOfWhatIsLeftOut(String name) {
    String html = "One.<%s style='display:block'>Two.</%s>".formatted(name, name);

    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo("One.");
    assertThat(sanitized.leftOut()).containsExactly(name);
  }

  @Test
  void aPictureThatAStyleShowsAsABlockIsThePicture() {
    String html =
        "<picture style='display:block'><source srcset='https://p.example/a.jpg 2x'><img></picture>";

    assertThat(HtmlSanitizer.sanitize(html, null).image())
        .extracting(Image::url)
        .isEqualTo("https://p.example/a.jpg");
  }

  @Test
  void parenthesesForBrowsersWithoutRubyAreNoTextOutsideOfIt() {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize("One<rp>(</rp>Two<rp>)</rp>", null);

    assertThat(sanitized.body()).isEqualTo("OneTwo");
    assertThat(sanitized.leftOut()).isEmpty();
  }

  @Test
  void anAnnotationThatNoRubyContainsIsInParentheses() {
    String html = "<ruby><b>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></b></ruby><rt><i hidden>x</i></rt>";

    assertThat(HtmlSanitizer.sanitize(html, null).body()).isEqualTo("<ruby><b>漢字(かんじ)</b></ruby>");
  }
}
