package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as publishers write them, of which nothing that readers see may be lost or joined. */
class PublishedBodiesTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p>The bridge is <s>closed</s> open. Toll <del>20</del> <ins>25</ins> euro.</p>"
            + " | <p>The bridge is <s>closed</s> open. Toll <del>20</del> <ins>25</ins> euro.</p>",
        "<div>One.</div><div>Two.</div> | <p>One.</p><p>Two.</p>",
        "<h4>Result</h4>3:1 | <h4>Result</h4>3:1",
        "<section>a</section><article>b</article>c<hr>d<dl><dt>e</dt><dd>f</dd></dl>"
            + "<center>g</center><address>h</address>i"
            + " | <p>a</p><p>b</p>c<hr>d<dl><dt>e</dt><dd>f</dd></dl><p>g</p><p>h</p>i",
        "<table><tr><td>Labour</td><td>34</td></tr><tr><td>Greens</td><td>7</td></tr></table>"
            + " | <table><tbody><tr><td>Labour</td><td>34</td></tr>"
            + "<tr><td>Greens</td><td>7</td></tr></tbody></table>",
        "<p>10<sup>9</sup> litres, and it is open.<sup>1</sup></p>"
            + " | <p>10<sup>9</sup> litres, and it is open.<sup>1</sup></p>"
      })
  void saysTheSameAfterwards(String html, String clean) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo(clean);
    assertThat(sanitized.leftOut()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class='latex' src='https://s0.wp.example/img.png'",
        "class='ql-img-inline latex' src='https://n.example/1.png' width=900",
        "class='mwe-math-fallback-image-inline' src='https://w.example/svg/1'",
        "src='https://s0.wp.example/latex.php?latex=x&bg=f' width=120",
        "src='data:x' data-src='https://s0.wp.example/latex.php?latex=x'"
      })
  void aFormulaIsItsTextAndNoPicture(String attributes) {
    String html = "<p>If <img " + attributes + " alt='{\\displaystyle a<b}, c'> it opens.</p>";
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo("<p>If {\\displaystyle a&lt;b}, c it opens.</p>");
    assertThat(PlainText.of(html).text()).isEqualTo("If {\\displaystyle a<b}, c it opens.");
    assertThat(sanitized.image()).isNull();
    assertThat(sanitized.leftOut()).isEmpty();
    assertThat(HtmlSanitizer.sanitize("a<img " + attributes + ">", null).leftOut())
        .containsExactly("img");
  }

  @Test
  void aFormulaInAFigureIsItsTextBesideThePictureAndIsNamedIfItGoesWithTheCaption() {
    String html =
        "<figure><img src='https://p.example/a.jpg' alt=A>%s<figcaption>%s</figcaption></figure>";
    String formula = "<img class='latex' src='/1.png' alt='a+b'>";

    SanitizedHtml beside = HtmlSanitizer.sanitize(html.formatted(formula, ""), null);
    SanitizedHtml caption = HtmlSanitizer.sanitize(html.formatted("", formula), null);

    assertThat(beside.body()).isEqualTo("<figure>a+b</figure>");
    assertThat(beside.leftOut()).isEmpty();
    assertThat(caption.body()).isNull();
    assertThat(caption.leftOut()).containsExactly("figcaption");
    assertThat(List.of(beside, caption))
        .extracting(SanitizedHtml::image)
        .extracting(Image::url)
        .containsOnly("https://p.example/a.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<select><option>c</select>",
        "<span hidden><div>c</div></span>",
        "<object><p>c</p></object>",
        "<noscript><p>c</p></noscript>"
      })
  void aBlockInWhatIsLeftOutBreaksNoLine(String leftOut) {
    assertThat(HtmlSanitizer.sanitize("<div>a <b>b" + leftOut + "</b>d</div>", null).body())
        .isEqualTo("<p>a <b>b</b>d</p>");
  }

  @Test
  void aBodyThatIsOnlyAnEmbedIsItsLinkAndOneWithoutAnAddressIsNamed() {
    SanitizedHtml video = HtmlSanitizer.sanitize("<iframe src='//v.example/1'></iframe>", null);
    SanitizedHtml player = HtmlSanitizer.sanitize("<object><param name=a></object>", null);

    assertThat(video.body())
        .isEqualTo(
            "<p><a href=\"https://v.example/1\" rel=\"noopener nofollow\">https://v.example/1</a></p>");
    assertThat(video.leftOut()).containsExactly("iframe");
    assertThat(player.body()).isNull();
    assertThat(player.leftOut()).containsExactly("object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p id=a name=b class=c style=d onclick=e()>x</p> | <p>x</p>",
        "<p dir=rtl>x</p> | <p dir=~rtl~>x</p>",
        "<p dir=auto>x</p> | <p dir=~auto~>x</p>",
        "<p dir=down>x</p> | <p>x</p>",
        "<p lang=UK-ua>x</p> | <p lang=~uk-UA~>x</p>",
        "<p lang='no language'>x</p> | <p>x</p>",
        "<p lang=Arabic dir=rtl>x</p> | <p dir=~rtl~>x</p>",
        "<q cite=/map>x</q> | <q cite=~https://n.example/map~>x</q>",
        "<q cite='javascript:x'>x</q> | <q>x</q>",
        "<q cite='mailto:desk@n.example'>x</q> | <q>x</q>",
        "<a href='mailto:desk@n.example'>x</a>"
            + " | <a href=~mailto:desk@n.example~ rel=~noopener nofollow~>x</a>",
        "<a href='ftp://n.example/'>x</a> | x",
        "<table><tr><td colspan=50 rowspan=0>x</table>"
            + " | <table><tbody><tr><td colspan=~50~>x</td></tr></tbody></table>",
        "<table><tr><td scope=row colspan=51>x</table>"
            + " | <table><tbody><tr><td>x</td></tr></tbody></table>",
        "<table><tr><th scope=row rowspan=2>x</table>"
            + " | <table><tbody><tr><th rowspan=~2~ scope=~row~>x</th></tr></tbody></table>",
        "<table><tr><th scope=all>x</table> | <table><tbody><tr><th>x</th></tr></tbody></table>",
        "<ol start=x><li value=1.5>x</ol> | <ol><li>x</li></ol>"
      })
  void keepsAnAttributeOnlyWithAValueThatHasAMeaning(String html, String clean) {
    assertThat(HtmlSanitizer.sanitize(html, "https://n.example/2025/1").body())
        .isEqualTo(clean.replace('~', '"'));
  }

  @ParameterizedTest
  @CsvSource({"2,2,false", "1,1,false", "600,2,false", "3,3,true", "640,480,true"})
  void aPictureIsLargerThanTwoByTwoPixels(int width, int height, boolean picture) {
    String html = "<img src='https://p.example/a.jpg' width=%d height=%d>a";

    assertThat(HtmlSanitizer.sanitize(html.formatted(width, height), null).image() != null)
        .isEqualTo(picture);
  }
}
