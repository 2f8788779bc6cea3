package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacetTests {
  @ParameterizedTest
  @CsvSource({"caf\u00e9,cafe\u0301", "\u0407жак,\u0456\u0308жак", "Straße,STRASSE", "Storm,storm"})
  void spellingsOfATagAreOneTag(String tag, String other) {
    Facet facet = new Facet(Facet.Kind.TAG, tag);

    assertThat(facet).isEqualTo(new Facet(Facet.Kind.TAG, other));
    assertThat(facet).hasSameHashCodeAs(new Facet(Facet.Kind.TAG, other));
    assertThat(facet.value()).isEqualTo(tag);
    assertThat(new Facet(Facet.Kind.LABEL, tag)).isNotEqualTo(new Facet(Facet.Kind.LABEL, other));
  }
}
