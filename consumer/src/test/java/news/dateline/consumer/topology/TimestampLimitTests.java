package news.dateline.consumer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimestampLimitTests {
  private static final long NOW = Instant.parse("2025-02-04T12:00:00Z").toEpochMilli();

  private final TimestampLimit limit =
      new TimestampLimit(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  @Test
  void aRecordThatIsAheadOfTheClockIsStampedNowAndStaysTheSameOtherwise() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("cause", new byte[] {1});
    ProducerRecord<byte[], byte[]> ahead =
        new ProducerRecord<>("t", 3, NOW + 1, new byte[] {2}, new byte[] {4}, headers);

    assertThat(limit.onSend(ahead))
        .isEqualTo(new ProducerRecord<>("t", 3, NOW, ahead.key(), ahead.value(), headers));
  }

  @Test
  void aRecordOfTodayOrOfEarlierKeepsItsTimestamp() {
    ProducerRecord<byte[], byte[]> present = at(NOW);
    ProducerRecord<byte[], byte[]> old = at(0L);
    ProducerRecord<byte[], byte[]> none = at(null);

    assertThat(limit.onSend(present)).isSameAs(present);
    assertThat(limit.onSend(old)).isSameAs(old);
    assertThat(limit.onSend(none)).isSameAs(none);
  }

  private static ProducerRecord<byte[], byte[]> at(@Nullable Long timestamp) {
    return new ProducerRecord<>("t", 3, timestamp, new byte[] {2}, new byte[] {4});
  }
}
