package news.dateline.feedapi;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import news.dateline.testsupport.TestBroker;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes {@code feed-state} as the consumer does, a transaction at a time. */
final class FeedState {
  private static final int PARTITIONS = 4;

  private static FeedState shared;

  private final KafkaProducer<byte[], byte[]> producer;

  FeedState(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicAdmin(admin).create(PARTITIONS, false);
    } catch (TopicsUnavailableException e) {
      throw new IllegalStateException(e);
    }
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                UUID.randomUUID().toString()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** The one all tests write with; the feed {@code first} is open. */
  static synchronized FeedState shared() {
    if (shared == null) {
      shared = new FeedState(TestBroker.shared().bootstrapServers());
      shared.write(FeedStateSamples.of("first", "ffff").opened(1));
    }
    return shared;
  }

  /** Commits all of it together. */
  synchronized void write(PublicState... states) {
    producer.beginTransaction();
    for (PublicState state : states) {
      send(Topic.partition(state.feed(), PARTITIONS), state.key(), state.value());
    }
    producer.commitTransaction();
  }

  /** Commits a record nobody can read. */
  void writeNonsense(String key, String value) {
    producer.beginTransaction();
    send(0, key.getBytes(), value.getBytes());
    producer.commitTransaction();
  }

  private void send(int partition, byte[] key, byte[] value) {
    try {
      producer
          .send(new ProducerRecord<>(Topic.FEED_STATE.topicName(), partition, key, value))
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
