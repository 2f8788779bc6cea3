package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.Image;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of a body. */
class PicturesTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "<img src='https://p.example/a.jpg' alt='Pier' width=640 height=480><p>a</p> | Pier |"
            + " <p>a</p>",
        "<img src='https://p.example/a.jpg'><br><caption>Pier</caption><p>a</p> | Pier |"
            + " <br><p>a</p>",
        "<figure><img src='https://p.example/a.jpg'><figcaption>Pier</figcaption></figure>a | Pier"
            + " | a",
        "<a href='https://p.example/'><img src='https://p.example/a.jpg'></a>"
            + "<figcaption>Pier</figcaption><p>a</p> | Pier | <p>a</p>",
        "<p><a href='https://p.example/'><img src='https://p.example/a.jpg'></a></p>~"
            + "<p class='wp-caption-text'>Pier</p><p>a</p> | Pier | <p>a</p>",
        "<picture><source srcset='https://p.example/a.webp'><img src='https://p.example/a.jpg'>"
            + "</picture><!-- a --><figcaption>Pier</figcaption><p>a</p> | Pier | <p>a</p>",
        "<p>&nbsp;<img src='https://p.example/a.jpg'><noscript>b</noscript></p>"
            + "<p class='wp-caption-text'>Pier</p><p>a</p> | Pier | <p>&nbsp;</p><p>a</p>"
      })
  void makesThePictureTheImageOfTheItemWithItsCaption(String html, String alt, String clean) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html.replace('~', '\n'), null);

    assertThat(sanitized.image()).extracting(Image::url).isEqualTo("https://p.example/a.jpg");
    assertThat(sanitized.image()).extracting(Image::alt).isEqualTo(alt);
    assertThat(String.valueOf(sanitized.body()).strip()).isEqualTo(clean);
  }

  @Test
  void aCaptionAfterATextWithAPictureStays() {
    String html =
        "<p>Text <img src='https://p.example/a.jpg'></p><p class='wp-caption-text'>Pier</p>";
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).contains("Pier");
    assertThat(sanitized.image()).extracting(Image::alt).isNull();
  }

  @Test
  void aPictureWithAnOddDescriptionOrHostCostsNothingElse() {
    assertThat(
            HtmlSanitizer.sanitizeLeniently(
                    "<p>a</p><img src='https://p.example/a.jpg' alt='P\uFEFFi\u007Fer'>", null)
                .image())
        .extracting(Image::alt)
        .isEqualTo("Pier");
    SanitizedHtml odd =
        HtmlSanitizer.sanitizeLeniently("<p>a</p><img src='https://a~b.example/a.jpg'>", null);

    assertThat(odd.body()).isEqualTo("<p>a</p>");
    assertThat(odd.leftOut()).containsExactly("img");
    assertThat(
            HtmlSanitizer.sanitizeLeniently("<img src='https://user@my_host.example/a.jpg'>", null)
                .image())
        .isNotNull();
  }

  @Test
  void saysWhereACaptionIsLostBesideADescription() {
    String html =
        "<figure><img src='https://p.example/a.jpg' alt='A'><figcaption>B</figcaption></figure>";

    assertThat(HtmlSanitizer.sanitize(html, null).leftOut()).containsExactly("figcaption");
  }

  @Test
  void aDescriptionThatRepeatsTheCaptionLosesNothing() {
    assertThat(figure(" alt='Pier'", "Pier").leftOut()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "<img src='data:x'><figcaption>B</figcaption> | none | img figcaption",
        "<figcaption>B</figcaption><img src='data:x'> | none | img figcaption",
        "<span><img src=$></span><figcaption>B</figcaption>More | <figure>More</figure> |",
        "<img src=$><small>Ann</small><figcaption>B</figcaption> | <figure>Ann</figure> |",
        "<img src=$><figcaption>B</figcaption><table><tr><td>1</table> |"
            + " <figure><figcaption>B</figcaption><table><tbody><tr><td>1</td></tr></tbody></table></figure>"
            + " |",
        "<img src=$ width=1><figcaption>B</figcaption>"
            + " | <figure><figcaption>B</figcaption></figure> |",
        "<figure><img src=$></figure><figure><img src=$></figure><figcaption>B</figcaption>"
            + " | none | img",
        "<figure><img src=$><figcaption>A</figcaption></figure><figcaption>B</figcaption>"
            + " | none | figcaption"
      })
  void aCaptionGoesOrStaysWithItsPictureAndIsNamedWhereItIsLost(
      String figure, @Nullable String body, @Nullable String names) {
    String html = "<figure>" + figure.replace("$", "https://p.example/a.jpg") + "</figure>";
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo(body);
    assertThat(sanitized.leftOut()).containsExactlyInAnyOrder(names(names));
  }

  private static String[] names(@Nullable String written) {
    return written == null ? new String[0] : written.split(" ");
  }

  @Test
  void namesTheCaptionOfASecondPicture() {
    String second =
        "<figure><img src='https://p.example/b.jpg'><figcaption>B</figcaption></figure>";
    SanitizedHtml sanitized =
        HtmlSanitizer.sanitize("<img src='https://p.example/a.jpg' alt='A'>" + second, null);

    assertThat(sanitized.image()).extracting(Image::alt).isEqualTo("A");
    assertThat(sanitized.leftOut()).containsExactlyInAnyOrder("img", "figcaption");
  }

  @Test
  void aCaptionBecomesATextThatSaysTheSameAndItsLinksAreNamed() {
    SanitizedHtml sanitized =
        figure("", "10<sup>9</sup> <s>new</s> lamps, <a href='https://a.example/'>Ann</a>");

    assertThat(sanitized.image()).extracting(Image::alt).isEqualTo("10⁹ lamps, Ann");
    assertThat(sanitized.leftOut()).containsExactlyInAnyOrder("struck-out text", "a");
  }

  @Test
  void anImageOfTheItemTakesTheCaptionOfTheSamePictureElseTheCaptionIsNamed() {
    SanitizedHtml html = figure("", "Pier");
    Image same = new Image("https://p.example/a.jpg", null, 640, 480, "Ann");
    Image described = new Image("https://p.example/a.jpg", "A", null, null, null);
    Image other = new Image("https://p.example/b.jpg", null, null, null, null);

    assertThat(html.imageBeside(null)).isEqualTo(html.image());
    assertThat(html.leftOutBeside(null)).isEmpty();
    assertThat(html.imageBeside(same))
        .isEqualTo(new Image("https://p.example/a.jpg", "Pier", 640, 480, "Ann"));
    assertThat(html.leftOutBeside(same)).isEmpty();
    assertThat(html.imageBeside(described)).isEqualTo(described);
    assertThat(html.leftOutBeside(described)).containsExactly("figcaption");
    assertThat(html.imageBeside(other)).isEqualTo(other);
    assertThat(html.leftOutBeside(other)).containsExactly("img", "figcaption");
  }

  private static SanitizedHtml figure(String attributes, String caption) {
    return HtmlSanitizer.sanitize(
        "<figure><img src='https://p.example/a.jpg'%s><figcaption>%s</figcaption></figure>"
            .formatted(attributes, caption),
        null);
  }

  @Test
  void makesNoImageOfATrackingPixelOrAnEmoji() {
    SanitizedHtml sanitized =
        HtmlSanitizer.sanitize(
            "a <img src='https://p.example/e.png' class='emoji' alt='🌊'><img"
                + " src='https://t.example/p' width=1 height=1><img src='data:image/gif;base64,x'>",
            null);

    assertThat(sanitized.image()).isNull();
    assertThat(sanitized.body()).isEqualTo("a 🌊");
  }

  @Test
  void makesNoImageOfTheAvatarOfAnAuthorAndNamesIt() {
    SanitizedHtml sanitized =
        HtmlSanitizer.sanitize(
            "a<img src='//secure.gravatar.com/avatar/af?s=96'><img src='https://p.example/a.jpg'>",
            null);

    assertThat(sanitized.image()).extracting(Image::url).isEqualTo("https://p.example/a.jpg");
    assertThat(sanitized.leftOut()).containsExactly("img");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "style='width:1px;height:1px'",
        "style='HEIGHT: 0 !important'",
        "width='1.0'",
        "height='1.5px'",
        "width=0"
      })
  void makesNoImageOfAPixelHoweverItsSizeIsWritten(String size) {
    assertThat(
            HtmlSanitizer.sanitize("a<img src='https://t.example/p.gif' " + size + ">", null)
                .image())
        .isNull();
  }

  @Test
  void namesAnEmojiWithoutAShortText() {
    String html = "<img class=emoji src='https://p.example/e.png' alt=':smiling_face_of_hearts:'>";

    assertThat(HtmlSanitizer.sanitize(html, null).leftOut()).containsExactly("img");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src='https://p.example/new-emoji-2026.jpg' width=800 height=600",
        "src='https://p.example/emoji-1.png' width=100",
        "src='https://p.example/emoji-1.png'",
        "src='https://p.example/emoji/pier.jpg' width=800 height=600",
        "src='https://p.example/pier.jpg' class='emoji' width=800px"
      })
  void aPictureOfAnEmojiIsAPicture(String attributes) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize("a<img " + attributes + " alt='Pier'>", null);

    assertThat(sanitized.image()).extracting(Image::alt).isEqualTo("Pier");
    assertThat(sanitized.body()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src='https://s.w.example/core/emoji/72x72/1f30a.png'",
        "src='https://p.example/smilies/wave.gif' width=72 height=72px",
        "src='https://p.example/e.png' class='wp-smiley' width=16",
        "src='https://p.example/images/emoji.php/v9/16/1f30a.png' width=16 height=16",
        "src='https://p.example/emoji_u1f30a.png'",
        "src='https://p.example/emojione/png/1f30a.png'"
      })
  void aSmallPictureInAFolderOfEmojiIsText(String attributes) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize("a <img " + attributes + " alt='🌊'>", null);

    assertThat(sanitized.image()).isNull();
    assertThat(sanitized.body()).isEqualTo("a 🌊");
  }
}
