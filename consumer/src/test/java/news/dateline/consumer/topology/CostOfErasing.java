package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import news.dateline.events.Topic;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A program that measures how long 500 erasures at once hold the stream thread and how long the
 * files take. Arguments: items in the store, bytes of an item. The store is that of a consumer.
 */
final class CostOfErasing {
  private static final int RETRACTIONS = 500;

  private CostOfErasing() {}

  public static void main(String[] arguments) throws Exception {
    int items = Integer.parseInt(arguments[0]);
    int bytes = Integer.parseInt(arguments[1]);
    Path directory = Files.createTempDirectory("cost-of-erasing");
    KeyValueStore<String, byte[]> store = open(directory);
    Random random = new Random(1);
    for (int i = 0; i < items; i++) {
      byte[] content = new byte[bytes];
      random.nextBytes(content);
      store.put(key(i), content);
    }
    List<String> retracted =
        IntStream.range(0, RETRACTIONS).mapToObj(i -> key(i * (items / RETRACTIONS))).toList();
    retracted.forEach(key -> store.put(key, "retracted".getBytes(UTF_8)));

    long start = System.nanoTime();
    store.put(Topic.SEGMENT_ROLL_KEY, String.join("\n", retracted).getBytes(UTF_8));
    long held = System.nanoTime();
    store.close();
    long done = System.nanoTime();

    System.out.printf(
        "%d items of %d bytes, %d retractions: the stream thread waits %d ms, files %d ms%n",
        items, bytes, RETRACTIONS, (held - start) / 1_000_000, (done - start) / 1_000_000);
  }

  private static String key(int item) {
    return "feed/%08d".formatted(item);
  }

  @SuppressWarnings("unchecked")
  private static KeyValueStore<String, byte[]> open(Path directory) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "cost");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy:1234");
    settings.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemoryRocksDbConfig.class);
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(settings, new TaskId(0, 0), directory.toFile());
    StoreBuilder<?> builder =
        FeedStores.all().stream()
            .filter(store -> store.name().equals(FeedStores.PUBLIC))
            .findFirst()
            .orElseThrow();
    KeyValueStore<String, byte[]> store =
        (KeyValueStore<String, byte[]>) builder.withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
