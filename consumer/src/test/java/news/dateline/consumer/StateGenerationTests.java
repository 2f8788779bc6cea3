package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import news.dateline.support.kafka.KafkaNames;
import org.junit.jupiter.api.Test;

class StateGenerationTests {
  @Test
  void theApplicationIdIsThatOfExistingData() {
    assertThat(new StateGeneration(KafkaNames.UNPREFIXED, 1).applicationId())
        .isEqualTo("dateline-consumer");
    assertThat(new StateGeneration(KafkaNames.UNPREFIXED, 2).applicationId())
        .isEqualTo("dateline-consumer-2");
  }

  @Test
  void aGenerationOwnsTheChangelogsUnderItsApplicationId() {
    Set<String> topics =
        Set.of(
            "dateline-consumer-public-changelog",
            "dateline-consumer-decided-changelog",
            "dateline-consumer-2-public-changelog",
            "feed-state");

    assertThat(new StateGeneration(KafkaNames.UNPREFIXED, 1).changelogs(topics))
        .containsExactlyInAnyOrder(
            "dateline-consumer-public-changelog", "dateline-consumer-decided-changelog");
    assertThat(new StateGeneration(KafkaNames.UNPREFIXED, 2).changelogs(topics))
        .containsExactly("dateline-consumer-2-public-changelog");
  }

  @Test
  void aPrefixTellsTheGenerationsOfTwoDatelinesApart() {
    StateGeneration prefixed = new StateGeneration(new KafkaNames("x-"), 2);

    assertThat(prefixed.applicationId()).isEqualTo("x-dateline-consumer-2");
    assertThat(StateGeneration.ownerOf(new KafkaNames("x-"), prefixed.publicChangelog()))
        .contains(prefixed);
    assertThat(StateGeneration.ownerOf(KafkaNames.UNPREFIXED, prefixed.publicChangelog()))
        .isEmpty();
    assertThat(StateGeneration.ownerOf(new KafkaNames("x-"), "dateline-consumer")).isEmpty();
  }
}
