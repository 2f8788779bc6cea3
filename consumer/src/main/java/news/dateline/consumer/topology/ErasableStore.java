package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Field;
import java.util.Arrays;
import news.dateline.events.Topic;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchInterface;

/**
 * A RocksDB store whose files can be rid of what was overwritten. By itself RocksDB keeps an old
 * value in a file until it happens to compact it, on a quiet feed for ever.
 *
 * <p>A put of {@link Topic#MARKER} says that something is to go: here, and by the changelog in
 * every standby and every store that is restored later, for the changelog may hold the old value a
 * while longer.
 */
final class ErasableStore extends RocksDBStore {
  private static final Bytes MARKER = Bytes.wrap(Topic.SEGMENT_ROLL_KEY.getBytes(UTF_8));
  private static final Field DB = db();

  private byte @Nullable [] erased;

  /** Makes the stores of one name. */
  record Supplier(String name) implements KeyValueBytesStoreSupplier {
    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new ErasableStore(name);
    }

    @Override
    public String metricsScope() {
      return "rocksdb";
    }
  }

  private ErasableStore(String name) {
    super(name, "rocksdb");
  }

  /** A marker's value names the keys whose old values are to go, a line each. */
  @Override
  public synchronized void put(Bytes key, byte[] value) {
    super.put(key, value);
    if (MARKER.equals(key)) {
      erase(
          db -> {
            for (String erasable : new String(value, UTF_8).lines().toList()) {
              byte[] from = erasable.getBytes(UTF_8);
              db.compactRange(from, Arrays.copyOf(from, from.length + 1));
            }
          });
      erased = value;
    }
  }

  /** A batch of the changelog: this store is a standby, or is restored. */
  @Override
  public void write(WriteBatchInterface batch) throws RocksDBException {
    super.write(batch);
    byte[] marker = get(MARKER);
    if (!Arrays.equals(marker, erased)) {
      // of several markers in the batch only the last is left, so all keys are meant
      erase(RocksDB::compactRange);
      erased = marker;
    }
  }

  /** Rewrites files, merging what is in memory into them. */
  private interface Compaction {
    void of(RocksDB db) throws RocksDBException;
  }

  private void erase(Compaction compaction) {
    try (FlushOptions now = new FlushOptions().setWaitForFlush(true)) {
      RocksDB db = (RocksDB) DB.get(this);
      db.flush(now);
      compaction.of(db);
    } catch (RocksDBException | IllegalAccessException e) {
      throw new ProcessorStateException("the files of " + name() + " cannot be rewritten", e);
    }
  }

  /** Kafka Streams has no way to its RocksDB; pinned to its version, and checked by a test. */
  private static Field db() {
    try {
      Field db = RocksDBStore.class.getDeclaredField("db");
      db.setAccessible(true);
      return db;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this version of Kafka Streams hides RocksDB elsewhere", e);
    }
  }
}
