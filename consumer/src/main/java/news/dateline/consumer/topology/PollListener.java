package news.dateline.consumer.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells the commit policy of a stream thread which events the thread has read. Kafka's consumer
 * creates it, and calls it on the stream thread.
 */
public final class PollListener implements ConsumerInterceptor<byte[], byte[]> {
  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
    CommitPolicy.ofThread().recordPoll(polled);
    return polled;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Kafka Streams commits the offsets in transactions.
  }

  @Override
  public void close() {
    // This class holds no resources.
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // This class has no settings.
  }
}
