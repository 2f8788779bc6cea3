package news.dateline.support.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DeliveredOffsetsTests {
  private static final TopicPartition PARTITION = new TopicPartition("partners", 0);

  private final DeliveredOffsets delivered = new DeliveredOffsets();

  @Test
  void aRecordBehindTheLastOneIsNotDelivered() {
    assertThat(delivered.advance(at(0, 5))).isTrue();
    assertThat(delivered.advance(at(0, 7))).isTrue();

    assertThat(delivered.advance(at(0, 5))).isFalse();
    assertThat(delivered.advance(at(0, 7))).isFalse();
    assertThat(delivered.advance(at(0, 8))).isTrue();
    assertThat(delivered.advance(at(1, 0))).isTrue();
  }

  @Test
  void aConsumerContinuesBehindTheLastRecord() {
    delivered.advance(at(0, 7));
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
      consumer.assign(List.of(PARTITION));

      delivered.seek(consumer, List.of(PARTITION));

      assertThat(consumer.position(PARTITION)).isEqualTo(8);
    }
  }

  @Test
  void aPartitionThatEndsBeforeTheLastRecordIsReadFromItsStart() {
    delivered.advance(at(0, 7));
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
      consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
      consumer.assign(List.of(PARTITION));
      delivered.seek(consumer, List.of(PARTITION));

      delivered.rewindTruncated(consumer, ends(8));
      assertThat(consumer.position(PARTITION)).isEqualTo(8);

      delivered.rewindTruncated(consumer, ends(3));
      assertThat(consumer.position(PARTITION)).isZero();
      assertThat(delivered.advance(at(0, 0))).isTrue();
    }
  }

  private static EndOffsets ends(long end) {
    return new EndOffsets(Map.of(PARTITION, end), Map.of(PARTITION, end));
  }

  private static ConsumerRecord<byte[], byte[]> at(int partition, long offset) {
    return new ConsumerRecord<>("partners", partition, offset, new byte[0], new byte[0]);
  }
}
