package news.dateline.consumer.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all RocksDB stores of this JVM one memory budget outside the heap: 32 MB, of which 16 MB
 * are write buffers. At Kafka Streams' defaults each store of each partition may use 50 MB of cache
 * and 48 MB of write buffers.
 */
public final class BoundedMemoryRocksDbConfig implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 32 << 20;
  private static final long WRITE_BUFFER_BYTES = 16 << 20;
  private static final Cache CACHE = new LRUCache(CACHE_BYTES, -1, false, 0.1);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

  @Override
  public void setConfig(String store, Options options, Map<String, Object> settings) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(WRITE_BUFFERS);
    options.setWriteBufferSize(4 << 20);
    options.setMaxWriteBufferNumber(2);
    options.setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
    if (store.equals(FeedStores.PUBLIC) || store.equals(FeedStores.DESK)) {
      // Erasing a key rewrites the files that hold it. Levels of small files keep that cheap; the
      // default style, universal compaction, would rewrite all files.
      options.setCompactionStyle(CompactionStyle.LEVEL);
      options.setTargetFileSizeBase(8 << 20);
      options.setMaxBytesForLevelBase(32 << 20);
    }
  }

  /** Closes nothing: the cache and the write buffers are shared with other stores. */
  @Override
  public void close(String store, Options options) {}
}
