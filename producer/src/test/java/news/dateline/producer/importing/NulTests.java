package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import news.dateline.producer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents with NUL characters. */
class NulTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/xml | <rss><item><title>Pi0er</title></item></rss>",
        "text/csv | id,title,link~a,Pi0er,https://n.example/",
        "application/x-ndjson | {'title':'Pi0er','id':'a','link':'https://n.example/'}"
      })
  void loseThemAndNothingElse(String type, String document) {
    byte[] bytes =
        document.replace('0', (char) 0).replace('~', '\n').replace('\'', '"').getBytes(UTF_8);
    SourceItem.ValidItem item = (SourceItem.ValidItem) Imports.items(bytes, type).get(0);

    assertThat(item.event().item().title()).isEqualTo("Pier");
    assertThat(Imports.context(bytes, type, Map.of()).document().notes())
        .containsExactly("has NUL characters, which were dropped");
  }

  /** The letters of Thai have no byte of 128 or more in UTF-16, which is valid UTF-8 with NUL. */
  @ParameterizedTest
  @ValueSource(strings = {"text/xml", "text/csv"})
  void areRefusedAsUtf16WithoutAMark(String type) {
    String text = "ท่าเรือเปิด".repeat(200);
    byte[] bytes =
        (type.equals("text/csv")
                ? "ชื่อ,title\n" + ("ท่าเรือ," + "เปิด".repeat(7) + "\n").repeat(100)
                : "<rss><item><title>%s</title></item></rss>".formatted(text))
            .getBytes(UTF_16LE);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Imports.items(bytes, type))
        .withMessage("the body is not UTF-8");
  }

  @Test
  void areLostFromUtf16WithAMark() {
    byte[] bytes = "\uFEFF<rss><item><title>Pi\0er</title></item></rss>".getBytes(UTF_16LE);
    SourceItem.ValidItem item = (SourceItem.ValidItem) Imports.items(bytes, "text/xml").get(0);

    assertThat(item.event().item().title()).isEqualTo("Pier");
  }
}
