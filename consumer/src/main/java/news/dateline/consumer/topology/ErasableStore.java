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
 * A RocksDB store that can delete overwritten values from its files. RocksDB alone keeps an old
 * value in a file until it compacts that file, which may never happen on a quiet feed.
 *
 * <p>A put of {@link Topic#SEGMENT_ROLL_KEY} rewrites the files that hold the keys named in its
 * value. The put is in the changelog too, so standbys and restored stores rewrite their files.
 */
final class ErasableStore extends RocksDBStore {
  private static final Bytes ERASE_KEY = Bytes.wrap(Topic.SEGMENT_ROLL_KEY.getBytes(UTF_8));
  private static final Field DB = dbField();

  private byte @Nullable [] lastErased;

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

  /** The value of the erase key is the list of keys to erase, one per line. */
  @Override
  public synchronized void put(Bytes key, byte[] value) {
    super.put(key, value);
    if (ERASE_KEY.equals(key)) {
      erase(
          db -> {
            for (String erased : new String(value, UTF_8).lines().toList()) {
              byte[] from = erased.getBytes(UTF_8);
              db.compactRange(from, Arrays.copyOf(from, from.length + 1));
            }
          });
      lastErased = value;
    }
  }

  /** Writes a batch of the changelog into a standby or a store that is being restored. */
  @Override
  public void write(WriteBatchInterface batch) throws RocksDBException {
    super.write(batch);
    byte[] keys = get(ERASE_KEY);
    if (!Arrays.equals(keys, lastErased)) {
      // A batch may hold several lists, of which only the last can be read: rewrite all files.
      erase(RocksDB::compactRange);
      lastErased = keys;
    }
  }

  private interface Compaction {
    void run(RocksDB db) throws RocksDBException;
  }

  /** Flushes the memory tables to files, then compacts. */
  private void erase(Compaction compaction) {
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      RocksDB db = (RocksDB) DB.get(this);
      db.flush(flush);
      compaction.run(db);
    } catch (RocksDBException | IllegalAccessException e) {
      throw new ProcessorStateException("cannot rewrite the files of store " + name(), e);
    }
  }

  /**
   * Kafka Streams has no access to its RocksDB instance other than this field. A test fails if a
   * version of Kafka Streams renames it.
   */
  private static Field dbField() {
    try {
      Field db = RocksDBStore.class.getDeclaredField("db");
      db.setAccessible(true);
      return db;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(
          "this version of Kafka Streams has no field RocksDBStore.db", e);
    }
  }
}
