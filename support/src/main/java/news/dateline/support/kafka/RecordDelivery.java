package news.dateline.support.kafka;

import java.util.concurrent.atomic.AtomicLong;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the records of a topic to their handler, each once. Sets those aside that the handler
 * cannot read: counts and logs them, without their content. Nothing that a record makes the handler
 * throw ends the reader. For the reader's thread, except {@link #setAside}.
 */
final class RecordDelivery {
  private static final Logger log = LoggerFactory.getLogger(RecordDelivery.class);

  private final CompactedTopicReader.RecordHandler handler;
  private final DeliveredOffsets offsets = new DeliveredOffsets();
  private final AtomicLong setAside = new AtomicLong();

  RecordDelivery(CompactedTopicReader.RecordHandler handler) {
    this.handler = handler;
  }

  DeliveredOffsets offsets() {
    return offsets;
  }

  /** Returns the number of records that were set aside. */
  long setAside() {
    return setAside.get();
  }

  void deliver(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> entry : records) {
      if (offsets.advance(entry) && !Topic.isSegmentRoll(entry.key())) {
        deliver(entry);
      }
    }
    if (!records.isEmpty()) {
      endPoll();
    }
  }

  private void deliver(ConsumerRecord<byte[], byte[]> entry) {
    try {
      handler.read(entry);
    } catch (RuntimeException e) {
      setAside.incrementAndGet();
      log.warn(
          "Set the record {}-{}@{} aside: {}",
          entry.topic(),
          entry.partition(),
          entry.offset(),
          UnreadableRecordException.reason(e));
    }
  }

  private void endPoll() {
    try {
      handler.pollEnded();
    } catch (RuntimeException e) {
      // the message may quote a record
      log.error(
          "The records of a poll were not completed: {}", UnreadableRecordException.reason(e));
    }
  }
}
