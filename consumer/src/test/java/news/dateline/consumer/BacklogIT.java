package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that have waited for the consumer, on a Kafka that is slow to commit. */
@Tag("docker")
class BacklogIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int EVENTS = 60;

  @Test
  void eventsThatHaveWaitedShareTransactions(@TempDir Path state) throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        TopicClient feed = new TopicClient(broker.bootstrapServers(), "late")) {
      TopicAdmin topics = new TopicAdmin(admin, KafkaNames.UNPREFIXED);
      topics.create(1, Replication.SINGLE, true);
      feed.open();
      for (int i = 1; i < EVENTS; i++) {
        publishAfterAPause(feed, "item-" + i);
      }

      try (RunningConsumer consumer =
          RunningConsumer.with(
              "producer.interceptor.classes",
              LateAcknowledgements.class.getName(),
              broker.bootstrapServers(),
              state)) {
        await().atMost(TIMEOUT).until(() -> feed.decided() == EVENTS);
        assertThat(consumer.application().isActive()).isTrue();
      }
      // each transaction has one marker in the topic
      long end = topics.ends(Topic.FEED_STATE.topicName()).values().iterator().next();
      assertThat(end - feed.changes().size()).isBetween(1L, EVENTS / 2L);
    }
  }

  /** Publishes an item whose record is some 30 ms younger than the one before. */
  private static void publishAfterAPause(TopicClient feed, String item) {
    await().pollDelay(Duration.ofMillis(30)).until(() -> true);
    feed.send(item, new NewsEvent.ItemPublished(new ItemId(item), ItemContent.titled(item)));
  }

  /** Delays a commit by 10 ms for each record that it waits for. */
  public static final class LateAcknowledgements implements ProducerInterceptor<byte[], byte[]> {
    private static final long DELAY = Duration.ofMillis(10).toNanos();

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> entry) {
      return entry;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
      LockSupport.parkNanos(DELAY);
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
}
