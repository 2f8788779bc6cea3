package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A RocksDB store that can delete overwritten values from its files. RocksDB alone keeps an old
 * value in a file until it compacts that file, which may never happen on a quiet feed.
 *
 * <p>A put of {@link Topic#SEGMENT_ROLL_KEY} rewrites the files that hold the keys named in its
 * value, on a thread of its own, because it takes longer than a transaction may. The put is in the
 * changelog too, so standbys and restored stores rewrite their files.
 */
final class ErasableStore extends RocksDBStore {
  private static final Logger log = LoggerFactory.getLogger(ErasableStore.class);
  private static final Bytes ERASE_KEY = Bytes.wrap(Topic.SEGMENT_ROLL_KEY.getBytes(UTF_8));
  private static final Field DB = dbField();

  /** More keys than this are erased by rewriting the files from the first key to the last. */
  private static final int MAX_SINGLE_KEYS = 8;

  /** Rewrites the files of all stores of this JVM, one after the other. */
  private static final Executor REWRITER = rewriter();

  private final Executor rewriter;
  private byte @Nullable [] lastErased;

  /** Completes with the last rewrite that was asked for; fails if any has failed. */
  private CompletableFuture<Void> rewrite = CompletableFuture.completedFuture(null);

  record Supplier(String name) implements KeyValueBytesStoreSupplier {
    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new ErasableStore(name, REWRITER);
    }

    @Override
    public String metricsScope() {
      return "rocksdb";
    }
  }

  /**
   * @param rewriter rewrites files off the calling thread
   */
  ErasableStore(String name, Executor rewriter) {
    super(name, "rocksdb");
    this.rewriter = rewriter;
  }

  /**
   * The value of the erase key is the sorted list of keys to erase, one per line.
   *
   * @throws ProcessorStateException if the files could not be rewritten after an earlier call. The
   *     store is then restored, which rewrites them.
   */
  @Override
  public synchronized void put(Bytes key, byte[] value) {
    if (rewrite.isCompletedExceptionally()) {
      throw new ProcessorStateException("cannot rewrite the files of store " + name());
    }
    super.put(key, value);
    if (ERASE_KEY.equals(key)) {
      List<String> keys = new String(value, UTF_8).lines().toList();
      // one that fails while another waits must not be forgotten
      rewrite = rewrite.thenRunAsync(() -> erase(db -> compact(db, keys)), rewriter);
      lastErased = value;
    }
  }

  private static void compact(RocksDB db, List<String> keys) throws RocksDBException {
    if (keys.size() > MAX_SINGLE_KEYS) {
      compact(db, keys.get(0), keys.get(keys.size() - 1));
    } else {
      for (String key : keys) {
        compact(db, key, key);
      }
    }
  }

  private static void compact(RocksDB db, String first, String last) throws RocksDBException {
    byte[] end = last.getBytes(UTF_8);
    db.compactRange(first.getBytes(UTF_8), Arrays.copyOf(end, end.length + 1));
  }

  /** Waits for the rewriting of files: RocksDB must not be closed meanwhile. */
  @Override
  public synchronized void close() {
    rewrite.exceptionally(failure -> null).join();
    super.close();
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
      log.error("Cannot rewrite the files of store {}", name(), e);
      throw new ProcessorStateException("cannot rewrite the files of store " + name(), e);
    }
  }

  private static Executor rewriter() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "erase");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
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
