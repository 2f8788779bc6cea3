package news.dateline.consumer.topology;

import java.time.Duration;
import java.time.Instant;
import news.dateline.events.EventEnvelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Limits the time of a record of {@code news-events}: the clock of the broker counts, but no more
 * than 30 s after that of the producer. So one wrong clock cannot release an embargo early. The
 * largest of these times is the stream time of the partition, which is the time of the rules.
 */
public final class RulesTimeExtractor implements TimestampExtractor {
  /** More than an append takes together with the usual difference between two clocks. */
  private static final Duration MAX_AHEAD = Duration.ofSeconds(30);

  @Override
  public long extract(ConsumerRecord<Object, Object> entry, long partitionTime) {
    return rulesTime(entry.timestamp(), entry.headers());
  }

  /**
   * Returns the time of a record in milliseconds. An event of a build that wrote no level of rules
   * has the time of the broker, so that it is decided as it was.
   *
   * @param brokerTime the timestamp of the record, {@code LogAppendTime}, in milliseconds
   */
  public static long rulesTime(long brokerTime, Headers headers) {
    Instant broker = Instant.ofEpochMilli(brokerTime);
    return EventEnvelope.limitingTimeOf(headers)
        .map(time -> time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time)
        .filter(time -> time.isBefore(broker.minus(MAX_AHEAD)))
        .map(time -> time.plus(MAX_AHEAD).toEpochMilli())
        .orElse(brokerTime);
  }
}
