package news.dateline.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TagFoldingTests {
  @Test
  void spellingsInOtherCaseOrFormAreOneTag() {
    assertThat(TagFolding.fold("CAFE\u0301")).isEqualTo(TagFolding.fold("caf\u00e9"));
    assertThat(TagFolding.fold("STRASSE")).isEqualTo(TagFolding.fold("Straße"));
    assertThat(TagFolding.fold("ΚΟΣΜΟΣ")).isEqualTo(TagFolding.fold("κοσμος"));
  }

  @Test
  void otherLettersAreOtherTags() {
    assertThat(TagFolding.fold("Diyarbakır")).isNotEqualTo(TagFolding.fold("Diyarbakir"));
    assertThat(TagFolding.fold("café")).isNotEqualTo(TagFolding.fold("cafe"));
  }
}
