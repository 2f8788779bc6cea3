package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import news.dateline.producer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of encodings, which mean what they mean in browsers. */
class EncodingTests {
  @ParameterizedTest
  @CsvSource({
    "gb2312,GBK,朱镕基",
    "gbk,GB18030,朱镕基㐂",
    "GB_2312-80,GBK,朱镕基",
    "Shift_JIS,windows-31j,①髙",
    "x-sjis,windows-31j,①髙",
    "EUC-KR,x-windows-949,똠방",
    "ks_c_5601-1987,x-windows-949,똠방",
    "ISO-8859-9,windows-1254,İş “güç”",
    "latin1,windows-1252,Café “5 €”",
    "us-ascii,windows-1252,Café “5 €”",
    "ISO-8859-11,x-windows-874,ไทย…",
    "TIS-620,x-windows-874,ไทย…",
    "iso-8859-8-i,ISO-8859-8,שלום",
    "logical,ISO-8859-8,שלום",
    "koi,KOI8-R,Пирс",
    "x-cp1251,windows-1251,Пірс",
    "x-mac-cyrillic,x-MacCyrillic,Пирс",
    "big5-hkscs,Big5-HKSCS,香港",
    "unicode-1-1-utf-8,UTF-8,Пірс",
    "utf8mb4,UTF-8,Пірс"
  })
  void areThoseOfBrowsers(String label, String written, String title) {
    byte[] declared =
        ("<?xml version='1.0' encoding='" + label + "'?>" + rss(title))
            .getBytes(Charset.forName(written));

    assertThat(title(declared, null)).isEqualTo(title);
    assertThat(title(rss(title).getBytes(Charset.forName(written)), "text/xml; charset=" + label))
        .isEqualTo(title);
  }

  @ParameterizedTest
  @ValueSource(strings = {"win-1251", "x-user-made", "no such label", "hz-gb-2312"})
  void thatNobodyKnowsAreRefusedByTheirName(String label) {
    byte[] document =
        ("<?xml version='1.0' encoding='" + label + "'?>" + rss("Пирс"))
            .getBytes(Charset.forName("windows-1251"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> title(document, null))
        .withMessageContaining(label);
  }

  @Test
  void thatNobodyKnowsMakeWayForUtf8() {
    assertThat(title(rss("Пирс").getBytes(UTF_8), "text/xml; charset=utf")).isEqualTo("Пирс");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> title(rss("~{VPND~}").getBytes(UTF_8), "text/xml; charset=hz-gb-2312"));
  }

  @Test
  void thatNobodyKnowsMakeWayForOneThatFits() {
    byte[] document =
        ("<?xml version='1.0' encoding='windows-1251'?>" + rss("Пирс"))
            .getBytes(Charset.forName("windows-1251"));

    assertThat(title(document, "text/xml; charset=win-1251")).isEqualTo("Пирс");
  }

  @Test
  void ofLatin1AreReadAlsoWhereWindows1252HasNoCharacter() {
    byte[] document =
        ("<?xml version='1.0' encoding='ISO-8859-1'?>" + rss("Caf\u00e9\u0081"))
            .getBytes(Charset.forName("ISO-8859-1"));

    assertThat(title(document, null)).isEqualTo("Café");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n\uFEFF<?xml version='1.0'?>",
        "\uFEFF\uFEFF<?xml version='1.0'?>",
        " \r\n\uFEFF"
      })
  void ofAByteOrderMarkCountWhereItIsNotTheFirst(String start) {
    assertThat(title((start + rss("Пірс")).getBytes(Charset.forName("UTF-8")), null))
        .isEqualTo("Пірс");
    assertThat(title(("\uFEFF\uFEFF" + rss("Пірс")).getBytes(Charset.forName("UTF-16BE")), null))
        .isEqualTo("Пірс");
  }

  private static String title(byte[] document, String contentType) {
    return ((SourceItem.ValidItem) Imports.items(document, contentType).get(0))
        .event()
        .item()
        .title();
  }

  private static String rss(String title) {
    return "<rss><channel><item><title>" + title + "</title></item></channel></rss>";
  }
}
