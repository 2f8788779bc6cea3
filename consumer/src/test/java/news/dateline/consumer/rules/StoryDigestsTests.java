package news.dateline.consumer.rules;

import static news.dateline.consumer.rules.ImportEvents.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.util.List;
import java.util.Set;
import news.dateline.events.ItemContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryDigestsTests {
  private static final StoryDigests EARLIER = new StoryDigests(1);
  private static final StoryDigests PRESENT = new StoryDigests(2);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>Opens at&nbsp;noon &amp; stays</p>",
        "<p>Opens at&#160;noon &#x26; stays</p>",
        "<p>opens <em>at</em> noon, stays</p>",
        "<p>Ｏpens at noon stays</p>",
        "<p>Op&#101;ns at noon stays</p>"
      })
  void spellingsOfABodyAreOneStory(String body) {
    assertThat(EARLIER.of(content("Pier", null, body)))
        .isEqualTo(EARLIER.of(content("Pier", null, "<p>Opens at noon stays</p>")));
  }

  @Test
  void titlesAndSummariesAreTextAndNotMarkup() {
    assertThat(EARLIER.of(content("a <b> c", null, null)))
        .isEqualTo(EARLIER.of(content("A b c", null, null)));
  }

  @Test
  void aNewSummaryOfAShortBodyIsTheSameStory() {
    assertThat(EARLIER.of(content("Pier", "New", "<p>It opens.</p>")))
        .containsAnyElementsOf(EARLIER.of(content("Pier", null, "<p>It opens.</p>")));
  }

  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD) // in quadratic time it takes minutes
  void aBodyOfBracketsTakesNoQuadraticTime() {
    assertThat(EARLIER.of(content("Pier", null, "<".repeat(1_000_000)))).isNotEmpty();
  }

  /** Digests are kept for ever: another algorithm would not find what was retracted. */
  @Test
  void digestsAreAsTheyWere() {
    assertThat(EARLIER.of(content("Ｐier &", "Lead", "<p>It&nbsp;opens</p>")))
        .containsExactlyElementsOf(GOLDEN);
  }

  @Test
  void digestsOfLevelTwoAreAsTheyWere() {
    assertThat(
            PRESENT.of(linked("Pier", "https://n.example/?p=11&CMP=a&utm_source=b&fbclid#xtor=1")))
        .endsWith("0ec12015ceca085abe7b4992f8739194");
  }

  @Test
  void onlyTheQueryThatIsNotForTrackingTellsPagesApart() {
    Set<String> eleven = PRESENT.of(linked("Pier", "https://n.example/?p=11"));

    assertThat(PRESENT.of(linked("Pier", "http://n.example/?utm_source=a&p=11#xtor=1")))
        .isEqualTo(eleven);
    assertThat(PRESENT.of(linked("Pier", "https://n.example/?p=12"))).isNotEqualTo(eleven);
    assertThat(StoryDigests.ofEveryLevel(linked("Pier", "https://n.example/?p=12")))
        .containsAll(EARLIER.of(linked("Pier", "https://n.example/?p=11")))
        .doesNotContainAnyElementsOf(PRESENT.of(linked("Other", "https://n.example/")));
  }

  private static final List<String> GOLDEN =
      List.of(
          "e5841e802ab60a82b3337826770ebdd4",
          "7161fe4d1e73c0c36697b810c0c39de6",
          "9048a3808a11f65226968d64b0ffdee4");

  private static ItemContent content(String title, String lead, String body) {
    return new ItemContent(
        title,
        null,
        null,
        lead,
        body,
        "https://n.example/1?a=1",
        null,
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }
}
