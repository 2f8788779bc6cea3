package news.dateline.producer.importing.title;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
        "Minn. Gov. Walz spoke. More. | Minn. Gov. Walz spoke.",
        "Maj. Holm opened the pier. More. | Maj. Holm opened the pier.",
        "Adm. Ruiz and Brig. Gen. Holm met. More. | Adm. Ruiz and Brig. Gen. Holm met.",
        "They saw Det. Sgt. Holm. More. | They saw Det. Sgt. Holm.",
        "La Sra. López habló. Más. | La Sra. López habló.",
        "Der Preis inkl. Mehrwertsteuer steigt. Mehr. | Der Preis inkl. Mehrwertsteuer steigt.",
        "Der Hafen bzw. Pier 1 ist offen. Mehr. | Der Hafen bzw. Pier 1 ist offen.",
        "Pristav vč. Nového mola je otevřen. Více. | Pristav vč. Nového mola je otevřen.",
        "Прибыль 3 млн. Рублей нет. Ещё. | Прибыль 3 млн. Рублей нет.",
        "She has a Ph.D. Degree. More. | She has a Ph.D. Degree.",
        "Pier No. 5 is open. More. | Pier No. 5 is open.",
        "Der Hafen, z. B. der Pier, ist offen. Mehr. | Der Hafen, z. B. der Pier, ist offen.",
        "Der Hafen, d. h. Pier 1, ist offen. Mehr. | Der Hafen, d. h. Pier 1, ist offen.",
        "Offen sind u. a. Pier und Kai. Mehr. | Offen sind u. a. Pier und Kai.",
        "Der Pier kostet 3 Mio. Euro. Mehr. | Der Pier kostet 3 Mio. Euro.",
        "Der Pier kostet mehrere Mrd. Euro. Mehr. | Der Pier kostet mehrere Mrd. Euro.",
        "В 2025 г. Россия закрыла порт. Ещё. | В 2025 г. Россия закрыла порт.",
        "On 4 Sept. Holm opened it. More. | On 4 Sept. Holm opened it.",
        "Sen. Holm and Hon. Ruiz met. More. | Sen. Holm and Hon. Ruiz met.",
        "Il sindaco e Sig. Rossi aprono. Altro. | Il sindaco e Sig. Rossi aprono.",
        "Møtet er kl. 18 i dag. Mer. | Møtet er kl. 18 i dag.",
        "“Is it open?” she asked. More. | “Is it open?” she asked.",
        "Il sig. Rossi apre il molo. Altro. | Il sig. Rossi apre il molo.",
        "El gen. López habló. Más. | El gen. López habló.",
        "El col. López habló. Más. | El col. López habló.",
        "La dra. Ruiz habló. Más. | La dra. Ruiz habló.",
        "U crkvi sv. Nikole zvonila su zvona. Više. | U crkvi sv. Nikole zvonila su zvona.",
        "В храма св. Никола бият камбани. Още. | В храма св. Никола бият камбани.",
        "The motion was by Cllr. Holm of the port. More. | The motion was by Cllr. Holm of the"
            + " port.",
        "The fire on Harbour Blvd. Monday is out. More. | The fire on Harbour Blvd. Monday is out.",
        "The crash on Mill Rd. Tuesday hurt Pfc. Holm. More. | The crash on Mill Rd. Tuesday hurt"
            + " Pfc. Holm.",
        "The Mass. Supreme Court ruled. More. | The Mass. Supreme Court ruled.",
        "A Wash. Senate panel met Sec. Holm and Fr. Ruiz. More. | A Wash. Senate panel met Sec."
            + " Holm and Fr. Ruiz.",
        "Im 19. Jh. War der Hafen leer. Mehr. | Im 19. Jh. War der Hafen leer.",
        "Yahoo! said it will close. More. | Yahoo! said it will close.",
        "Who won? asks the mayor. More. | Who won? asks the mayor."
      })
  void cutsNoSentenceAtAnAbbreviation(String text, String title) {
    assertThat(TitleText.of(text)).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "It rains in Rome. More. | It rains in Rome.",
        "The answer is no. More. | The answer is no.",
        "It was on the BBC. More. | It was on the BBC.",
        "The quake struck at 10 km. No one was hurt. | The quake struck at 10 km.",
        "She lost 5 kg. More. | She lost 5 kg.",
        "It is 5 m. More. | It is 5 m.",
        "It grew by 10 ft. No one saw it. | It grew by 10 ft.",
        "Winds reached 80 mph. More. | Winds reached 80 mph.",
        "It opens at 5 pm. More. | It opens at 5 pm.",
        "The line has 50 Mbps. More. | The line has 50 Mbps.",
        "The race was won by Andrew Ng. More. | The race was won by Andrew Ng.",
        "Otvoren je novi trg. Više. | Otvoren je novi trg.",
        "Prolivena je krv. Više. | Prolivena je krv.",
        "Proglašena je smrt. Više. | Proglašena je smrt.",
        "Onun səsi. Daha çox. | Onun səsi.",
        "Бұл өте үлкен күн. Тағы. | Бұл өте үлкен күн.",
        "Polisen bekräftar det. Ingen skadades. | Polisen bekräftar det.",
        "Det säger hon. Mer. | Det säger hon.",
        "Questo porto è mio. Altro. | Questo porto è mio.",
        "De önskar god jul. Mer. | De önskar god jul.",
        "Пирс открыт. Ещё. | Пирс открыт."
      })
  void endsASentenceAtAnotherShortWord(String text, String title) {
    assertThat(TitleText.of(text)).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "De skadade sig. Mer. | De skadade sig. Mer.",
        "It went to mass. More. | It went to mass.",
        "She was ill. More. | She was ill."
      })
  void goesOnInDoubtUnlessTheWordHasNoCapital(String text, String title) {
    assertThat(TitleText.of(text)).isEqualTo(title);
  }

  @Test
  void endsWithItsLine() {
    assertThat(TitleText.of("Pier opens\nThe mayor cut the ribbon. More.")).isEqualTo("Pier opens");
    assertThat(TitleText.of(" \n***\nPier\u00A0 opens\r\nMore.")).isEqualTo("Pier\u00A0 opens");
    assertThat(TitleText.of("🎉\n")).isEqualTo("🎉");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "The mayor cut~the ribbon. More.~~new pier | The mayor cut the ribbon.",
        "The court found him not~guilty of murder. More. | The court found him not guilty of"
            + " murder.",
        "Der Bürgermeister hat am Montag den neuen~Pier eröffnet. Mehr. | Der Bürgermeister hat am"
            + " Montag den neuen Pier eröffnet.",
        "Der Bürgermeister hat am Montag den neuen~Pier eröffnet. Mehr.~~Ein viel längerer Absatz,"
            + " der danach steht. | Der Bürgermeister hat am Montag den neuen Pier eröffnet.",
        "The mayor said on Monday that the new pier will cost~30 million. More. | The mayor said on"
            + " Monday that the new pier will cost 30 million.",
        "On Monday,~Holm opened the new pier in the old harbour. More. | On Monday, Holm opened the"
            + " new pier in the old harbour.",
        "قال رئيس البلدية يوم الإثنين إن الميناء الجديد لن يفتح~أبوابه هذا العام. المزيد. | قال"
            + " رئيس البلدية يوم الإثنين إن الميناء الجديد لن يفتح أبوابه هذا العام.",
        "市長は月曜日に新しい桟橋を開いたが、船は明日まで出ないと言~った。続き。 | 市長は月曜日に新しい桟橋を開いたが、" + "船は明日まで出ないと言った。",
        "The pier was opened on Monday by the mayor, Det.~Sgt. Holm said. More. | The pier was"
            + " opened on Monday by the mayor, Det. Sgt. Holm said."
      })
  void goesOnWhereALineWasWrapped(String lines, String title) {
    assertThat(TitleText.of(lines.replace('~', '\n'))).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Result~3:1 at last. | Result",
        "City council approves the budget~The council of the city has approved the budget. | City"
            + " council approves the budget",
        "港が開いた~市長は月曜日に新しい桟橋を開いた。続き。 | 港が開いた",
        "The mayor opened the new pier in the old harbour~~yesterday. | The mayor opened the new"
            + " pier in the old harbour"
      })
  void endsWithALineThatHadRoomAndBeforeABlankLine(String lines, String title) {
    assertThat(TitleText.of(lines.replace('~', '\n'))).isEqualTo(title);
  }

  @Test
  void takesALongLineBeforeALongerOneForAHeading() {
    String heading = "City council approves the budget for the coming year 2026";
    String text =
        "The council of the city has approved the budget at its meeting on Monday after a long"
            + " debate. More.";

    assertThat(TitleText.of(heading + "\n" + text)).isEqualTo(heading);
    assertThat(
            TitleText.of(
                "The mayor opened the new pier in the old port\nHolm was there. More.\n"
                    + "https://news.example/2026/03/the-mayor-opened-the-new-pier"))
        .isEqualTo("The mayor opened the new pier in the old port Holm was there.");
  }

  @Test
  void isNoAddressUnlessThereIsNothingElse() {
    assertThat(TitleText.of("https://v.example/1\nthe pier opens today. More."))
        .isEqualTo("the pier opens today.");
    assertThat(TitleText.of("***\nhttps://v.example/1\n")).isEqualTo("https://v.example/1");
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
