package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Properties;
import java.util.Queue;
import news.dateline.events.Topic;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasableStoreTests {
  private static final Bytes ERASE_KEY = Bytes.wrap(Topic.SEGMENT_ROLL_KEY.getBytes(UTF_8));

  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Test
  void aRewriteThatFailsWhileAnotherWaitsFailsTheStore(@TempDir Path directory) throws Exception {
    ErasableStore store = open(directory);
    erase(store, "first");
    erase(store, "second");

    // RocksDB cannot write a new file
    Files.move(directory.resolve("rocksdb"), directory.resolve("moved"));
    waiting.remove().run();

    assertThatExceptionOfType(ProcessorStateException.class)
        .isThrownBy(() -> erase(store, "third"))
        .withMessageStartingWith("cannot rewrite the files");
    store.close();
  }

  private static void erase(ErasableStore store, String key) {
    store.put(ERASE_KEY, key.getBytes(UTF_8));
  }

  private ErasableStore open(Path directory) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "erasable");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy:1234");
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(settings, new TaskId(0, 0), directory.toFile());
    ErasableStore store = new ErasableStore("erasable", waiting::add);
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
