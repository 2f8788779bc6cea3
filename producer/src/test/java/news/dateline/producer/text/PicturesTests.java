package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of a body. */
class PicturesTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "<img src='https://p.example/a.jpg' alt='Pier' width=640 height=480><p>a</p> | Pier | <p>a</p>",
        "<img src='https://p.example/a.jpg'><br><caption>Pier</caption><p>a</p> | Pier | <br><p>a</p>",
        "<figure><img src='https://p.example/a.jpg'><figcaption>Pier</figcaption></figure>a | Pier | a"
      })
  void makesThePictureTheImageOfTheItemWithItsCaption(String html, String alt, String clean) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.image()).extracting(Image::url).isEqualTo("https://p.example/a.jpg");
    assertThat(sanitized.image()).extracting(Image::alt).isEqualTo(alt);
    assertThat(sanitized.body()).isEqualTo(clean);
  }

  @Test
  void aPictureWithAnOddDescriptionOrHostCostsNothingElse() {
    assertThat(
            HtmlSanitizer.sanitizeLeniently(
                    "<p>a</p><img src='https://p.example/a.jpg' alt='P\uFEFFi\u007Fer'>", null)
                .image())
        .extracting(Image::alt)
        .isEqualTo("Pi er");
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
  void makesNoImageOfATrackingPixelOrAnEmoji() {
    SanitizedHtml sanitized =
        HtmlSanitizer.sanitize(
            "a <img src='https://p.example/e.png' class='emoji' alt='🌊'>"
                + "<img src='https://t.example/p' width=1 height=1><img src='data:image/gif;base64,x'>",
            null);

    assertThat(sanitized.image()).isNull();
    assertThat(sanitized.body()).isEqualTo("a 🌊");
  }
}
