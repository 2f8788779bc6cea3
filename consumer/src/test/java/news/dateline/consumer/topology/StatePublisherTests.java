package news.dateline.consumer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import news.dateline.events.Topic;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatePublisherTests {
  private MockProcessorContext<String, TopicSink.PartitionedValue> context;
  private StatePublisher publisher;

  @BeforeEach
  void createStores(@TempDir Path stateDir) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy:1234");
    context = new MockProcessorContext<>(settings, new TaskId(0, 0), stateDir.toFile());
    context.setCurrentSystemTimeMs(0);
    context.setCurrentStreamTimeMs(0);
    for (StoreBuilder<?> builder : FeedStores.all()) {
      StateStore store = builder.withLoggingDisabled().build();
      store.init(context.getStateStoreContext(), store);
    }
    publisher = new StatePublisher(context, new TopicSink(context, outcome -> {}, false));
  }

  @AfterEach
  void closeStores() {
    FeedStores.all().forEach(builder -> context.getStateStore(builder.name()).close());
  }

  @Test
  void theRecordsOfFeedsFollowAllItems() {
    put(FeedStores.PUBLIC, "world", "world/b", "world/a", "world-2", "world-2/c");
    put(FeedStores.PUBLIC, Topic.SEGMENT_ROLL_KEY);
    put(FeedStores.DESK, "world/b", "world/held", Topic.SEGMENT_ROLL_KEY);

    publishAll();

    assertThat(published())
        .containsExactly(
            "desk-state world/b",
            "desk-state world/held",
            "feed-state world-2/c",
            "feed-state world/a",
            "feed-state world/b",
            "feed-state world",
            "feed-state world-2");
  }

  @Test
  void aPartIsNotMuchLargerThanAMegabyte() {
    KeyValueStore<String, byte[]> items = context.getStateStore(FeedStores.PUBLIC);
    for (int i = 10; i < 20; i++) {
      items.put("world/" + i, new byte[600_000]);
    }
    publisher.markUnpublished();
    publisher.start();
    CapturedPunctuator punctuator = context.scheduledPunctuators().get(0);

    punctuator.getPunctuator().punctuate(0);
    punctuator.getPunctuator().punctuate(0);

    assertThat(published()).containsExactly("feed-state world/10", "feed-state world/11");
    publishAll();
    assertThat(published()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void aTaskThatStartsAgainGoesOnBehindTheLastPart() {
    KeyValueStore<String, byte[]> items = context.getStateStore(FeedStores.PUBLIC);
    for (int i = 10; i < 20; i++) {
      items.put("world/" + i, new byte[600_000]);
    }
    put(FeedStores.DESK, "world/10");
    publisher.markUnpublished();
    publisher.start();
    CapturedPunctuator punctuator = context.scheduledPunctuators().get(0);
    punctuator.getPunctuator().punctuate(0);
    punctuator.getPunctuator().punctuate(0);
    context.resetForwards();

    new StatePublisher(context, new TopicSink(context, outcome -> {}, false)).start();
    CapturedPunctuator second = context.scheduledPunctuators().get(1);
    while (!second.cancelled()) {
      second.getPunctuator().punctuate(0);
    }

    assertThat(published()).hasSize(8).startsWith("feed-state world/12");
  }

  @Test
  void aPublishedPartitionIsNotPublishedAgain() {
    put(FeedStores.PUBLIC, "world");
    publishAll();
    KeyValueStore<String, String> marks = context.getStateStore(FeedStores.PINNED_ITEMS);
    assertThat(StatePublisher.isPending(new BufferedStore<>(marks))).isFalse();

    new StatePublisher(context, new TopicSink(context, outcome -> {}, false)).start();

    assertThat(context.scheduledPunctuators()).hasSize(1).allMatch(CapturedPunctuator::cancelled);
  }

  private void put(String store, String... keys) {
    KeyValueStore<String, byte[]> states = context.getStateStore(store);
    List.of(keys).forEach(key -> states.put(key, new byte[] {1}));
  }

  private void publishAll() {
    if (context.scheduledPunctuators().isEmpty()) {
      publisher.markUnpublished();
      publisher.start();
    }
    CapturedPunctuator punctuator = context.scheduledPunctuators().get(0);
    while (!punctuator.cancelled()) {
      punctuator.getPunctuator().punctuate(0);
    }
  }

  private List<String> published() {
    return context.forwarded().stream()
        .map(sent -> sent.childName().orElseThrow() + " " + sent.record().key())
        .toList();
  }
}
