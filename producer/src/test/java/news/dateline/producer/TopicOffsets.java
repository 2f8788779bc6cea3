package news.dateline.producer;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the log end offset of each partition of every topic, so that a test sees any write. */
final class TopicOffsets {
  private final String kafka;
  private @Nullable Admin admin;

  TopicOffsets(String kafka) {
    this.kafka = kafka;
  }

  Map<TopicPartition, Long> current() {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (Topic topic : Topic.values()) {
      for (int i = 0; i < ProducerFixture.PARTITIONS; i++) {
        latest.put(new TopicPartition(topic.topicName(), i), OffsetSpec.latest());
      }
    }
    if (admin == null) {
      admin = Admin.create(Map.of("bootstrap.servers", kafka));
    }
    return admin
        .listOffsets(latest)
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** Waits until what was sent before is on all topics, and returns the offsets. */
  Map<TopicPartition, Long> settled() {
    AtomicReference<Map<TopicPartition, Long>> last = new AtomicReference<>(Map.of());
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(() -> last.getAndSet(current()).equals(last.get()));
    return last.get();
  }
}
