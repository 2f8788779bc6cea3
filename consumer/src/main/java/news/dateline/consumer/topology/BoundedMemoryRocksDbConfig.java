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
 * How RocksDB is used. One memory budget for every store of this JVM. At Kafka Streams' defaults
 * each store of each partition may take 50 MB of cache and 48 MB of write buffers outside the heap.
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
      // erasing a key rewrites the small files it is in; with one run of files it would be all
      options.setCompactionStyle(CompactionStyle.LEVEL);
      options.setTargetFileSizeBase(8 << 20);
      options.setMaxBytesForLevelBase(32 << 20);
    }
  }

  /** The cache and the buffers outlive a store: others share them. */
  @Override
  public void close(String store, Options options) {}
}
