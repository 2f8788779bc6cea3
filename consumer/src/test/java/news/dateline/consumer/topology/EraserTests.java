package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import news.dateline.events.Topic;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.CompactionJobInfo;
import org.rocksdb.FlushJobInfo;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class EraserTests {
  private static final int RETRACTIONS = 500;
  private static final Duration SEGMENT = Duration.ofMinutes(10);

  private final List<StateStore> stores = new ArrayList<>();
  private MockProcessorContext<String, TopicSink.PartitionedValue> context;
  private Eraser eraser;

  /** The settings of the consumer, with a listener to what RocksDB does in the background. */
  public static final class ObservedRocksDb implements RocksDBConfigSetter {
    private final RocksDBConfigSetter settings = new BoundedMemoryRocksDbConfig();

    @Override
    public void setConfig(String store, Options options, Map<String, Object> all) {
      settings.setConfig(store, options, all);
      options.setListeners(List.of(Background.LISTENER));
    }

    @Override
    public void close(String store, Options options) {
      settings.close(store, options);
    }
  }

  /** The background threads of RocksDB, which can be held. RocksDB needs the one instance. */
  private static final class Background extends AbstractEventListener {
    static final Background LISTENER = new Background();

    private final AtomicInteger flushes = new AtomicInteger();
    private final AtomicInteger compactions = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);

    private Background() {
      super(
          EnabledEventCallback.ON_FLUSH_BEGIN,
          EnabledEventCallback.ON_FLUSH_COMPLETED,
          EnabledEventCallback.ON_COMPACTION_COMPLETED);
    }

    void hold() {
      held = new CountDownLatch(1);
      flushes.set(0);
      compactions.set(0);
    }

    void release() {
      held.countDown();
    }

    @Override
    public void onFlushBegin(RocksDB db, FlushJobInfo flush) {
      try {
        held.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onFlushCompleted(RocksDB db, FlushJobInfo flush) {
      flushes.incrementAndGet();
    }

    @Override
    public void onCompactionCompleted(RocksDB db, CompactionJobInfo compaction) {
      compactions.incrementAndGet();
    }
  }

  @BeforeEach
  void openStores(@TempDir Path directory) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy:1234");
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, ObservedRocksDb.class);
    context = new MockProcessorContext<>(settings, new TaskId(0, 0), directory.toFile());
    context.setCurrentSystemTimeMs(0);
    for (StoreBuilder<?> builder : FeedStores.all()) {
      StateStore store = builder.withLoggingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      stores.add(store);
    }
    eraser = new Eraser(context, new TopicSink(context, outcome -> {}, false), SEGMENT);
  }

  @Test
  void fiveHundredRetractionsTakeOneRewriteOfEachStoreAndNoneWithinTheTransaction() {
    KeyValueStore<String, byte[]> items = context.getStateStore(FeedStores.PUBLIC);
    KeyValueStore<String, byte[]> desk = context.getStateStore(FeedStores.DESK);
    KeyValueStore<String, Long> pending = context.getStateStore(FeedStores.PENDING_ERASURES);
    List<String> retracted = IntStream.range(0, RETRACTIONS).mapToObj(this::key).toList();
    for (String key : retracted) {
      for (KeyValueStore<String, byte[]> store : List.of(items, desk)) {
        store.put(key, new byte[1_000]);
        store.put(key, new byte[10]);
      }
      pending.put(key, 0L);
    }
    Background.LISTENER.hold();

    eraser.erase(SEGMENT.multipliedBy(2).toMillis());

    assertThat(Background.LISTENER.flushes).as("rewrites within the transaction").hasValue(0);
    byte[] all = String.join("\n", retracted).getBytes(UTF_8);
    assertThat(items.get(Topic.SEGMENT_ROLL_KEY)).isEqualTo(all);
    assertThat(desk.get(Topic.SEGMENT_ROLL_KEY)).isEqualTo(all);
    assertThat(pending.all()).isExhausted();
    assertThat(context.forwarded()).as("records that end segments").hasSize(2);

    Background.LISTENER.release();
    stores.forEach(StateStore::close);
    assertThat(Background.LISTENER.flushes.get()).isBetween(2, stores.size() + 2);
    assertThat(Background.LISTENER.compactions.get()).isBetween(2, 10);
  }

  private String key(int item) {
    return "world/%03d".formatted(item);
  }
}
