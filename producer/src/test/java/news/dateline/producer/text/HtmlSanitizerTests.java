package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import news.dateline.events.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    assertThat(body(html)).isEqualTo(html);
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
        "<p>a<object></object></p> | <p>a</p>",
        "<a href=\"javascript:alert(1)\">a</a> | a",
        "<a href=\" java&#10;script:alert(1)\">a</a> | a",
        "<a href=\"data:text/html,x\">a</a> | a",
        "<a href=\"/local\">a</a> | a",
        "<div><section>a</section></div> | <p>a</p>",
        "<p>a<!-- b --></p> | <p>a</p>",
        "<p>a<b>c | <p>a<b>c</b></p>",
        "<style>p{}</style><p>a</p> | <p>a</p>"
      })
  void removesWhatTheSubsetDoesNotContain(String html, String clean) {
    assertThat(body(html)).isEqualTo(clean);
  }

  @Test
  void linksGetNoopenerAndNofollow() {
    assertThat(body("<a href=\"https://example.org/?a=1&amp;b=2\" target=_top>a</a>"))
        .isEqualTo("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener nofollow\">a</a>");
    assertThat(body("<a href=\"mailto:desk@example.org\">a</a>"))
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
    assertThat(body(html)).isNull();
  }

  @Test
  void isIdempotent() {
    String once = body("<p>a & b <a href='https://example.org'>c</a><div><p>d");

    assertThat(body(String.valueOf(once))).isEqualTo(once);
  }

  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  @ParameterizedTest
  @ValueSource(strings = {"<b>", "<blockquote>", "<i><b><blockquote>", "<ul><li>"})
  void refusesDeepNestingQuickly(String tags) {
    String html = tags.repeat(200_000 / tags.length());

    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> HtmlSanitizer.sanitize(html, null))
        .matches(e -> e.field().equals("body"));
  }

  @Test
  void convertsPlainTextToParagraphs() {
    assertThat(HtmlSanitizer.fromText("a < b & c\nd\r\n\r\n \n<script>e</script>"))
        .isEqualTo("<p>a &lt; b &amp; c<br>d</p><p>&lt;script&gt;e&lt;/script&gt;</p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>The ferry is <s>late</s> early. Fare <del>4</del> <ins>5</ins> crowns.</p>",
        "<p>10<sup>9</sup> litres, H<sub>2</sub>O, <u>sic</u>, <q"
            + " cite=\"https://a.example/\">so</q>.</p>",
        "<p><ruby>京<rp>(</rp><rt>きょう</rt><rp>)</rp></ruby> <bdi>x</bdi> <bdo"
            + " dir=\"rtl\">y</bdo></p>",
        "<table><caption>Seats</caption><thead><tr><th colspan=\"2\""
            + " scope=\"col\">Party</th></tr></thead><tbody><tr><td>Reds</td><td"
            + " rowspan=\"2\">31</td></tr></tbody></table>",
        "<ol start=\"3\" reversed><li value=\"9\">a</li><li>b</li></ol>",
        "<dl><dt>a</dt><dd>b</dd></dl><hr><h4>c</h4>",
        "<p lang=\"uk\" dir=\"ltr\">Київ</p>",
        "<b><p>a</p><p>b</p></b>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>"
      })
  void keepsWhatCarriesMeaning(String html) {
    assertThat(body(html)).isEqualTo(html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<div>One.</div><div>Two.</div> | <p>One.</p><p>Two.</p>",
        "<b>One.</b><address></address><i>Two.</i> | <b>One.</b><br><i>Two.</i>",
        "a<b><div></div>c</b> | a<b><br>c</b>",
        "a<b><div></div></b>c | a<br>c",
        "<b><i>a<div></div></i></b>c | <b><i>a</i></b><br>c",
        "<h4>Final</h4>2:0 | <h4>Final</h4>2:0",
        "a<hr>b<center>c</center>d<address>e</address>f | a<hr>b<p>c</p>d<p>e</p>f",
        "<h2><div>a</div><div>b</div></h2> | <h2>a<br>b</h2>",
        "<div>a<h1>b</h1>c</div> | <p>a</p><h2>b</h2><p>c</p>",
        "<b><div>a</div>b</b> | <b><p>a</p>b</b>",
        "<td>Reds</td><td>31</td> | <p>Reds</p><p>31</p>",
        "<p title='<table>'>a</p><TD class=x>1</TD><td>2</td> | <p>a</p><p>1</p><p>2</p>",
        "<!-- <table> --><td>1</td><!--><td>2</td> | <p>1</p><p>2</p>",
        "<xmp><td>a</td></xmp> | <pre>&lt;td&gt;a&lt;/td&gt;</pre>",
        "<li>a<li>b | <p>a</p><p>b</p>",
        "<dt>a<dd>b | <p>a</p><p>b</p>"
      })
  void leavesABreakWhereABlockIsDropped(String html, String clean) {
    assertThat(body(html)).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<span style='text-decoration: line-through'>a</span> b | <s>a</s> b",
        "10<span style='vertical-align:super'>9</span> | 10<sup>9</sup>",
        "<strike>a</strike> | <s>a</s>",
        "<h5>a</h5><h6>b</h6> | <h4>a</h4><h4>b</h4>",
        "<menu><li>a</menu> | <ul><li>a</li></ul>",
        "<table><tfoot><tr><td>c</tfoot><tr><td>a</table> | <table><tbody><tr><td>a</td></tr></tbody>"
            + "<tbody><tr><td>c</td></tr></tbody></table>",
        "<td colspan=51>a | <p>a</p>",
        "<table><tr><td colspan=51 rowspan=x>a</table> |"
            + " <table><tbody><tr><td>a</td></tr></tbody></table>",
        "<table><tr><td>A</td><!-- </table> --><td>B</td></tr></table>"
            + " | <table><tbody><tr><td>A</td><td>B</td></tr></tbody></table>",
        "<p dir=up lang='no language'>a</p> | <p>a</p>"
      })
  void keepsTheMeaningOfOldMarkup(String html, String clean) {
    assertThat(body(html)).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a<script>b</script> | a | script",
        "a<p hidden>b</p><i style='display: none'>c</i> | a | hidden",
        "a<dialog>b</dialog> <i popover>c</i><dialog open>d</dialog> | a <p>d</p> | hidden",
        "<p>a<dialog>b</dialog>c</p> | <p>a<br>c</p> | hidden",
        "a<template>b</template><noscript>c</noscript> | a | template noscript",
        "a<select><option>b</select><textarea>c</textarea> | a | select textarea",
        "a<svg><text>b</text></svg> | a | svg",
        "a<iframe src='https://v.example/1'></iframe> | a<p><a href=~https://v.example/1~"
            + " rel=~noopener nofollow~>https://v.example/1</a></p> | iframe",
        "a<iframe src='https://v.example/1' width=1 height=1></iframe> | a | iframe",
        "<blockquote class='twitter-tweet'><p>x</p><a href='https://t.example/2'>y</a></blockquote>"
            + " | <p><a href=~https://t.example/2~ rel=~noopener"
            + " nofollow~>https://t.example/2</a></p> | twitter-tweet",
        "<a href='javascript:x'>a</a> | a | a",
        "a<video><source src='https://v.example/1'></video> | a<p><a href=~https://v.example/1~"
            + " rel=~noopener nofollow~>https://v.example/1</a></p> | video",
        "a<audio src='https://v.example/1'></audio> | a<p><a href=~https://v.example/1~"
            + " rel=~noopener nofollow~>https://v.example/1</a></p> | audio",
        "a<object data='https://v.example/1'></object> | a<p><a href=~https://v.example/1~"
            + " rel=~noopener nofollow~>https://v.example/1</a></p> | object"
      })
  void namesWhatItLeavesOut(String html, String clean, String names) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo(clean.replace('~', '"'));
    assertThat(sanitized.leftOut()).containsExactly(names.split(" "));
  }

  @Test
  void resolvesLinksAgainstTheAddressOfTheItem() {
    String html = "<a href='/map'>a</a> <a href='2#x'>b</a>";

    assertThat(HtmlSanitizer.sanitize(html, "https://n.example/2025/1").body())
        .contains("https://n.example/map", "https://n.example/2025/2#x");
  }

  @Test
  void anAnchorThatLeadsNowhereIsNoLink() {
    String html = "<a name=x>a</a> <a href=''>b</a> <q cite=''>c</q>";
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, "https://n.example/2025/1");

    assertThat(sanitized.body()).isEqualTo("a b <q>c</q>");
    assertThat(sanitized.leftOut()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a&#0;b,U+0000",
    "a&#1;b,U+0001",
    "a\uFFFFb,U+FFFF",
    "a&#xFFFE;b,U+FFFE",
    "a\uD800b,U+D800",
    "a<img class=latex alt='\uFFFE'>b,U+FFFE"
  })
  void refusesWhatXmlCannotCarryAndNamesTheCharacter(String html, String character) {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> HtmlSanitizer.sanitize(html, null))
        .withMessageStartingWith("body has the character " + character);
    assertThat(HtmlSanitizer.sanitizeLeniently(html, null).body()).startsWith("a").endsWith("b");
  }

  private static @Nullable String body(String html) {
    return HtmlSanitizer.sanitize(html, null).body();
  }
}
