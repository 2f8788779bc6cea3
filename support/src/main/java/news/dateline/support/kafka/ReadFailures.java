package news.dateline.support.kafka;

import java.util.concurrent.TimeoutException;
import news.dateline.events.Topic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs why a topic cannot be read, once for each reason until it can be read again. That Kafka does
 * not answer is no reason of its own, because it concerns all readers of a process. For the
 * reader's thread.
 */
final class ReadFailures {
  private static final Logger log = LoggerFactory.getLogger(ReadFailures.class);

  private String last = "";

  void add(Topic topic, Exception failure) {
    String reason = String.valueOf(failure.getMessage());
    boolean known = reason.equals(last) || isTimeout(failure) || isTimeout(failure.getCause());
    log.atLevel(known ? Level.DEBUG : Level.WARN)
        .log("The topic {} cannot be read now: {}", topic.topicName(), reason);
    last = reason;
  }

  private static boolean isTimeout(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof org.apache.kafka.common.errors.TimeoutException;
  }

  /** Forgets the last reason, because Kafka has answered. */
  void clear() {
    last = "";
  }
}
