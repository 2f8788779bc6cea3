package news.dateline.consumer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedProcessorTests {
  @Test
  void closingATaskCancelsItsPunctuations(@TempDir Path stateDir) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy:1234");
    MockProcessorContext<String, TopicSink.PartitionedValue> context =
        new MockProcessorContext<>(settings, new TaskId(0, 0), stateDir.toFile());
    context.setCurrentSystemTimeMs(0);
    context.setCurrentStreamTimeMs(0);
    List<StateStore> stores = new ArrayList<>();
    for (StoreBuilder<?> builder : FeedStores.all()) {
      StateStore store = builder.withLoggingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      stores.add(store);
    }
    FeedProcessor processor =
        new FeedProcessor(
            () -> "k3f9",
            new FeedTopology.Timing(Duration.ofMinutes(10), Duration.ofMillis(25)),
            outcome -> {},
            false);

    processor.init(context);
    processor.close();

    assertThat(context.scheduledPunctuators()).isNotEmpty().allMatch(CapturedPunctuator::cancelled);
  }
}
