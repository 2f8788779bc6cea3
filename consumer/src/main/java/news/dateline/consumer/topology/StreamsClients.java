package news.dateline.consumer.topology;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes the clients of Kafka Streams, with a producer that loses no records of a task.
 *
 * <p>All tasks of a stream thread write in one transaction. When Kafka Streams closes one of them
 * as corrupted, it aborts the transaction. It commits the other tasks before, but not during a
 * rebalance ({@code TaskManager.handleCorruption} of Kafka 4.4). They would go on as if their
 * records were written, and commit the offsets of the events behind these.
 *
 * <p>After such an abort the producer refuses the next transaction as if it were fenced. Kafka
 * Streams then closes all tasks of the thread, deletes their state and restores it.
 */
public final class StreamsClients implements KafkaClientSupplier {
  /** The partitions whose tasks have written since the last commit of the thread. */
  private static final ThreadLocal<Set<Integer>> WRITERS = ThreadLocal.withInitial(HashSet::new);

  /** Says that the task of a partition is closed. Called on its stream thread. */
  static void closed(int partition) {
    WRITERS.get().remove(partition);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    WRITERS.get().clear();
    return new TasksProducer(settings);
  }

  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return Admin.create(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    return getConsumer(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return getConsumer(settings);
  }

  /** The producer of a stream thread, confined to it. */
  private static final class TasksProducer extends KafkaProducer<byte[], byte[]> {
    private boolean aborted;

    TasksProducer(Map<String, Object> settings) {
      super(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void beginTransaction() {
      if (aborted && !WRITERS.get().isEmpty()) {
        throw new ProducerFencedException(
            "Records of running tasks were aborted, of partitions " + WRITERS.get());
      }
      aborted = false;
      super.beginTransaction();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
      if (message.partition()
          != null) { // each task that writes has a changelog, of its own partition
        WRITERS.get().add(message.partition());
      }
      return super.send(message, callback);
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      WRITERS.get().clear();
    }

    @Override
    public void abortTransaction() {
      aborted = true;
      super.abortTransaction();
    }
  }
}
