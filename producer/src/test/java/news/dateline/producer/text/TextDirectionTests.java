package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Language and direction of elements that a body does not keep. */
class TextDirectionTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<body dir=rtl><p>C++ a</p></body> | <p dir=~rtl~>C++ a</p>",
        "<html lang=ar><head></head><BODY class=b DIR='rtl'>a</BODY></html>b"
            + " | <p lang=~ar~ dir=~rtl~>a</p>b",
        "a<body class=dir>b</body> | ab",
        "<div dir=rtl>C++ a</div> | <p dir=~rtl~>C++ a</p>",
        "<section lang=de>a</section>b | <p lang=~de~>a</p>b",
        "<div lang=ar dir=rtl>a<ul><li>b</ul><hr></div>"
            + " | <p lang=~ar~ dir=~rtl~>a</p><ul lang=~ar~ dir=~rtl~><li>b</li></ul><hr>",
        "<div dir=rtl lang=de><p lang=fr>a</p><article dir=ltr>b</article></div>"
            + " | <p lang=~fr~ dir=~rtl~>a</p><p lang=~de~ dir=~ltr~>b</p>",
        "<div dir=rtl><b><p>a</p></b>c</div> | <b><p dir=~rtl~>a</p></b><p dir=~rtl~>c</p>",
        "<div dir=rtl><ol start=3><li><div>a</div></ol></div>"
            + " | <ol dir=~rtl~ start=~3~><li><p>a</p></li></ol>",
        "<li dir=rtl>a</li> | <p dir=~rtl~>a</p>",
        "<p>a <span dir=rtl lang=ar>C++</span> b</p>"
            + " | <p>a <bdi lang=~ar~ dir=~rtl~>C++</bdi> b</p>",
        "<a dir=auto>a</a> | <bdi dir=~auto~>a</bdi>",
        "<h2><div dir=rtl>a</div>b</h2> | <h2><bdi dir=~rtl~>a</bdi><br>b</h2>",
        "<span dir=rtl></span><div dir=up lang='no language'>a</div> | <p>a</p>"
      })
  void goToWhatReplacesTheElement(String html, String clean) {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html, null);

    assertThat(sanitized.body()).isEqualTo(clean.replace('~', '"'));
    assertThat(sanitized.leftOut()).isEmpty();
  }

  @Test
  void theLanguageOfAWordInADroppedElementIsNamed() {
    SanitizedHtml sanitized = HtmlSanitizer.sanitize("<p>a <span lang=fr>b</span></p>", null);

    assertThat(sanitized.body()).isEqualTo("<p>a b</p>");
    assertThat(sanitized.leftOut()).containsExactly("lang");
  }
}
