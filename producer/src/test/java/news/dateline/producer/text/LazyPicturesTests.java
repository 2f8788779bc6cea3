package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that a script loads, or of which there are several sizes. */
class LazyPicturesTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "src='/placeholder.gif' data-src='$'",
        "src='data:image/gif;base64,x' data-lazy-src='$'",
        "src='https://p.example/1x1.gif' data-original='$' width='10%'",
        "src='$' data-original='Pier'",
        "srcset='$'",
        "srcset='https://p.example/s.jpg 320w, $ 1200w, https://p.example/m.jpg 640w'",
        "srcset='https://p.example/s.jpg 320w,$ 1200w,https://p.example/m.jpg 640w'",
        "srcset='https://p.example/s.jpg,, $ 1.5x , https://p.example/m.jpg '",
        "src='$' srcset='https://p.example/m.jpg 640w'",
        "src='data:x' data-srcset='https://p.example/s.jpg, $ 2x'",
        "src='$' style='width:20px;max-height:1px' width=2.5"
      })
  void findsThePictureThatAScriptWouldLoad(String attributes) {
    String html = "<img " + attributes.replace("$", "https://p.example/a.jpg") + ">";

    assertThat(HtmlSanitizer.sanitize(html, null).image())
        .extracting(Image::url)
        .isEqualTo("https://p.example/a.jpg");
  }

  @Test
  void findsThePictureOfASource() {
    String html = "<picture><source srcset='https://p.example/a.jpg 2x'><img alt=A></picture>";

    assertThat(HtmlSanitizer.sanitize(html, null).image())
        .extracting(Image::url)
        .isEqualTo("https://p.example/a.jpg");
  }

  @Test
  void anEmbedThatIsAsWideAsThePageIsALink() {
    String html = "<iframe src='https://c.example/1' style='width:0;min-width:100%'></iframe>";

    assertThat(HtmlSanitizer.sanitize(html, null).body()).contains("https://c.example/1");
  }
}
