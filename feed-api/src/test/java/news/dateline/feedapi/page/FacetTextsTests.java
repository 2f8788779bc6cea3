package news.dateline.feedapi.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import news.dateline.feedapi.index.Facet;
import news.dateline.pages.Messages;
import org.junit.jupiter.api.Test;

class FacetTextsTests {
  private final Messages messages = new Messages();

  @Test
  void namesTheItemsThatHaveOneOfSomeFacets() {
    Set<Facet> labels = new LinkedHashSet<>();
    labels.add(new Facet(Facet.Kind.LABEL, "exclusive"));
    labels.add(new Facet(Facet.Kind.LABEL, "long-read"));
    Set<Facet> tag = Set.of(new Facet(Facet.Kind.TAG, "{0}'s"));

    assertThat(new FacetTexts(messages, Locale.ENGLISH).condition(labels))
        .isEqualTo("Label: Exclusive or Long read");
    assertThat(new FacetTexts(messages, messages.locale("uk")).condition(tag))
        .isEqualTo("Тег: {0}'s");
  }
}
