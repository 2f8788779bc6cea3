package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class StateGenerationTests {
  @Test
  void theApplicationIdIsThatOfExistingData() {
    assertThat(new StateGeneration(1).applicationId()).isEqualTo("dateline-consumer");
    assertThat(new StateGeneration(2).applicationId()).isEqualTo("dateline-consumer-2");
  }

  @Test
  void aGenerationOwnsTheChangelogsUnderItsApplicationId() {
    Set<String> topics =
        Set.of(
            "dateline-consumer-public-changelog",
            "dateline-consumer-decided-changelog",
            "dateline-consumer-2-public-changelog",
            "feed-state");

    assertThat(new StateGeneration(1).changelogs(topics))
        .containsExactlyInAnyOrder(
            "dateline-consumer-public-changelog", "dateline-consumer-decided-changelog");
    assertThat(new StateGeneration(2).changelogs(topics))
        .containsExactly("dateline-consumer-2-public-changelog");
  }
}
