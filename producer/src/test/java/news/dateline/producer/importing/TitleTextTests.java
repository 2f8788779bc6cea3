package news.dateline.producer.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Titles of items that have only a text. */
class TitleTextTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Dr. Holm opened the new pier on Monday. More. | Dr. Holm opened the new pier on Monday.",
        "J. R. Smith of the U.S. Senate left. More. | J. R. Smith of the U.S. Senate left.",
        "“It rains.” More. | “It rains.”",
        "She saw it at 5 p.m. on Friday. More. | She saw it at 5 p.m. on Friday.",
        "Mt. Etna erupted. More. | Mt. Etna erupted.",
        "Der sog. Islamische Staat. Mehr. | Der sog. Islamische Staat.",
        "Minn. lawmakers met. More. | Minn. lawmakers met.",
        "Der Hafen, z. B. der Pier, ist offen. Mehr. | Der Hafen, z. B. der Pier, ist offen.",
        "Der Hafen, d. h. Pier 1, ist offen. Mehr. | Der Hafen, d. h. Pier 1, ist offen.",
        "Offen sind u. a. Pier und Kai. Mehr. | Offen sind u. a. Pier und Kai.",
        "Der Pier kostet 3 Mio. Euro. Mehr. | Der Pier kostet 3 Mio. Euro.",
        "“Is it open?” she asked. More. | “Is it open?” she asked."
      })
  void cutsNoSentenceAtAnAbbreviation(String text, String title) {
    assertThat(TitleText.of(text)).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "港が開いた。船は明日出る。 | 港が開いた。",
        "港が開いた！船は明日出る。 | 港が開いた！",
        "「雨だ。」と市長は言った。船は出ない。 | 「雨だ。」と市長は言った。",
        "هل فتح الميناء؟ نعم، اليوم. | هل فتح الميناء؟",
        "بندرگاہ کھل گئی۔ جہاز کل جائے گا۔ | بندرگاہ کھل گئی۔",
        "बंदरगाह खुल गया। जहाज़ कल जाएगा। | बंदरगाह खुल गया।"
      })
  void knowsHowSentencesEndInOtherScripts(String text, String title) {
    assertThat(TitleText.of(text)).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Am 3. Februar öffnet der neue Pier. Mehr. | Am 3. Februar öffnet der neue Pier.",
        "Am 6. Jänner öffnet der Pier. Mehr. | Am 6. Jänner öffnet der Pier.",
        "Am 24. Dez. öffnet der Pier. Mehr. | Am 24. Dez. öffnet der Pier.",
        "Den 3. februar åbner molen. Mere. | Den 3. februar åbner molen.",
        "Satama avataan 3. helmikuuta. Lisää. | Satama avataan 3. helmikuuta.",
        "The score is 3. More goals may follow. | The score is 3."
      })
  void cutsNoSentenceInADate(String text, String title) {
    assertThat(TitleText.of(text)).isEqualTo(title);
  }
}
