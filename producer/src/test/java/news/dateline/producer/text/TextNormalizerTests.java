package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import news.dateline.events.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTests {
  @ParameterizedTest
  @CsvSource({
    "\uFEFFPier, Pier",
    "\u200BPier\u2060\u00AD, Pier",
    "\u202EPier, Pier",
    "Pier\u202C\u2069, Pier",
    "'\u2068 Pier\u2069 opens ', '\u2068 Pier\u2069 opens'",
    "\u2067\u202APier\u2069 opens, \u2067\u202APier\u2069 opens",
    "\u2067Pier\u202A, Pier",
    "\u2067Pier\u202C opens\u2069, \u2067Pier opens\u2069",
    "cafe\u0301, caf\u00e9",
    "\u0456\u0308, \u0457"
  })
  void isComposedTrimmedAndBalanced(String written, String text) {
    assertThat(TextNormalizer.normalize("title", written)).isEqualTo(text);
  }

  @Test
  void dropsByteOrderMarksAnywhere() {
    assertThat(TextNormalizer.normalize("title", "Pi\uFEFFer")).isEqualTo("Pier");
  }

  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD) // in quadratic time it takes ten minutes
  void takesNoLongerForSpacesWithin() {
    String text = "a" + " ".repeat(1_000_000) + "b";

    assertThat(TextNormalizer.normalize("title", text)).isEqualTo(text);
    assertThat(WebAddress.resolve(null, "https://a.example/" + " ".repeat(1_000_000) + "b"))
        .isPresent();
  }

  @Test
  void keepsJoinersWithinWords() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 می\u200Cخواهم";

    assertThat(TextNormalizer.normalize("title", family)).isEqualTo(family);
  }

  @ParameterizedTest
  @CsvSource({"a\uFFFFb,U+FFFF", "a\u0001b,U+0001", "a\uD800b,U+D800", "a\uFFFEb,U+FFFE"})
  void refusesWhatXmlCannotCarryAndNamesFieldAndCharacter(String text, String character) {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> TextNormalizer.normalize("lead", text))
        .withMessage("lead has the character " + character + ", which XML cannot carry");
    assertThat(TextNormalizer.lenient(text)).isEqualTo("ab");
  }

  @Test
  void cutsBetweenGraphemes() {
    assertThat(Graphemes.cut("abcde\u0301f", 6)).isEqualTo("abcd…");
    assertThat(Graphemes.cut("abc", 3)).isEqualTo("abc");
    assertThat(Graphemes.cut("a\uD83D\uDC68\u200D\uD83D\uDC69b", 4)).isEqualTo("a…");
  }
}
