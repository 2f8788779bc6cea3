package news.dateline.support.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Nothing that a record makes its handler throw ends the reader. */
class RecordDeliveryTests implements CompactedTopicReader.RecordHandler {
  private static final TopicPartition PARTITION =
      new TopicPartition(Topic.DESK_STATE.topicName(), 0);

  private final List<String> read = new ArrayList<>();
  private final RecordDelivery delivery = new RecordDelivery(this);

  @Test
  void whateverTheHandlerThrowsTheRecordIsCountedAndTheNextOneDelivered() {
    delivery.deliver(poll(0, "first", "unreadable", "null pointer", "last"));

    assertThat(read).containsExactly("first", "last");
    assertThat(delivery.setAside()).isEqualTo(2);
  }

  @Test
  void aRecordThatIsReadAgainIsCountedOnce() {
    delivery.deliver(poll(0, "unreadable"));
    delivery.deliver(poll(0, "unreadable", "good"));

    assertThat(delivery.setAside()).isEqualTo(1);
    assertThat(read).containsExactly("good");
  }

  @Test
  void aHandlerThatFailsAtTheEndOfAPollIsGivenTheNextOne() {
    delivery.deliver(poll(0, "end of poll"));
    delivery.deliver(poll(1, "good"));

    assertThat(read).containsExactly("end of poll", "good");
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> entry) {
    String value = new String(entry.value(), UTF_8);
    switch (value) {
      case "unreadable" -> throw new UnreadableRecordException(value);
      case "null pointer" -> throw new NullPointerException(value);
      default -> read.add(value);
    }
  }

  @Override
  public void pollEnded() {
    if (read.contains("end of poll") && read.size() == 1) {
      throw new IllegalStateException("end of poll");
    }
  }

  private static ConsumerRecords<byte[], byte[]> poll(long offset, String... values) {
    List<ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>();
    for (String value : values) {
      entries.add(
          new ConsumerRecord<>(
              PARTITION.topic(),
              PARTITION.partition(),
              offset + entries.size(),
              "key".getBytes(UTF_8),
              value.getBytes(UTF_8)));
    }
    return new ConsumerRecords<>(Map.of(PARTITION, entries), Map.of());
  }
}
