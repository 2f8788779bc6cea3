package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import news.dateline.events.ItemContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryDigestsTests {
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
    assertThat(StoryDigests.of(content("Pier", null, body)))
        .isEqualTo(StoryDigests.of(content("Pier", null, "<p>Opens at noon stays</p>")));
  }

  @Test
  void titlesAndSummariesAreTextAndNotMarkup() {
    assertThat(StoryDigests.of(content("a <b> c", null, null)))
        .isEqualTo(StoryDigests.of(content("A b c", null, null)));
  }

  @Test
  void aNewSummaryOfAShortBodyIsTheSameStory() {
    assertThat(StoryDigests.of(content("Pier", "New", "<p>It opens.</p>")))
        .containsAnyElementsOf(StoryDigests.of(content("Pier", null, "<p>It opens.</p>")));
  }

  @Test
  void aBodyOfBracketsTakesNoQuadraticTime() {
    String body = "<".repeat(200_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> StoryDigests.of(content("Pier", null, body)));
  }

  /** Digests are kept for ever: another algorithm would not find what was retracted. */
  @Test
  void digestsAreAsTheyWere() {
    assertThat(StoryDigests.of(content("Ｐier &", "Lead", "<p>It&nbsp;opens</p>")))
        .containsExactlyElementsOf(GOLDEN);
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
