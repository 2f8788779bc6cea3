package news.dateline.support.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs why a topic cannot be read, once for each reason until it can be read again. A right that is
 * missing is logged once for all readers of the process that need it. That Kafka does not answer is
 * no reason of its own, because it concerns all readers of a process. For the reader's thread.
 */
final class ReadFailures {
  private static final Logger log = LoggerFactory.getLogger(ReadFailures.class);

  /** The number of readers that lack a right, by the line that names it. */
  private static final Map<String, Integer> LACKING = new ConcurrentHashMap<>();

  /** The topics that this process reads, by the message of the refusal to describe each. */
  private static final Map<String, String> TOPICS = new ConcurrentHashMap<>();

  private final CompactedTopicReader.Source source;
  private String last = "";

  ReadFailures(CompactedTopicReader.Source source) {
    this.source = source;
    String topic = source.kafka().names().of(source.topic());
    TOPICS.put(refusal(AclOperation.DESCRIBE, topic).getMessage(), topic);
  }

  private static MissingRight.Refusal refusal(AclOperation operation, String topic) {
    return new MissingRight.Refusal(operation, ResourceType.TOPIC, topic);
  }

  /** Returns the work of a reader, after whose end its last reason is forgotten. */
  Runnable during(Runnable work) {
    return () -> {
      try {
        work.run();
      } finally {
        clear();
      }
    };
  }

  void add(Exception failure) {
    KafkaSettings kafka = source.kafka();
    String topic = kafka.names().of(source.topic());
    String missing = MissingRight.in(named(failure), kafka, AclOperation.READ, topic);
    String reason = missing == null ? String.valueOf(failure.getMessage()) : missing;
    if (reason.equals(last) || isTimeout(failure) || isTimeout(failure.getCause())) {
      log.debug("The topic {} cannot be read now: {}", source.topic().topicName(), reason);
      return;
    }
    clear();
    last = reason;
    if (missing == null) {
      log.warn("The topic {} cannot be read now: {}", source.topic().topicName(), reason);
    } else {
      boolean first = LACKING.merge(missing, 1, Integer::sum) == 1;
      log.atLevel(first ? Level.WARN : Level.DEBUG).log("Topics cannot be read now: {}", missing);
    }
  }

  /**
   * Kafka grants {@code Describe} with {@code Read}. A process that may not describe a topic which
   * it reads lacks {@code Read}, whichever of the two it was refused first.
   */
  private static Throwable named(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String topic =
          cause instanceof MissingRight.Refusal
              ? TOPICS.get(String.valueOf(cause.getMessage()))
              : null;
      if (topic != null) {
        return refusal(AclOperation.READ, topic);
      }
    }
    return failure;
  }

  private static boolean isTimeout(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof org.apache.kafka.common.errors.TimeoutException;
  }

  /** Forgets the last reason, because Kafka has answered or the reader has ended. */
  void clear() {
    LACKING.computeIfPresent(last, (line, readers) -> readers == 1 ? null : readers - 1);
    last = "";
  }
}
