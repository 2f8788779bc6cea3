package news.dateline.consumer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;

class FeedStoresTests {
  @Test
  void theStoresHaveTheNamesUnderWhichExistingDataAreStored() {
    assertThat(FeedStores.all())
        .extracting(StoreBuilder::name)
        .containsExactlyInAnyOrder(
            "public", "desk", "positions", "pins", "timers", "erasures", "decided");
  }
}
