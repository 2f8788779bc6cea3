package news.dateline.support.kafka;

import java.util.Optional;
import news.dateline.events.Topic;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * The last reason for which a service could not write to a topic, or read from it. Tells a new
 * reason from one that the service has logged, so that a time-out does not hide a missing right.
 * Thread-safe.
 */
public final class FailureReason {
  private final KafkaSettings kafka;
  private final AclOperation attempted;
  private final Topic topic;
  private @Nullable String last;

  /**
   * @param attempted the operation on the topic, where a failure does not say it
   */
  public FailureReason(KafkaSettings kafka, AclOperation attempted, Topic topic) {
    this.kafka = kafka;
    this.attempted = attempted;
    this.topic = topic;
  }

  /** Returns what the failure says, or empty if the last failure had the same reason. */
  public synchronized Optional<String> ifNew(Throwable failure) {
    String missing = MissingRight.in(failure, kafka, attempted, kafka.names().of(topic));
    String reason = missing == null ? failure.getClass().getName() : missing;
    boolean known = reason.equals(last);
    last = reason;
    return known ? Optional.empty() : Optional.of(missing == null ? failure.toString() : missing);
  }

  /** Forgets the reason, because Kafka has answered. Returns false if there was none. */
  public synchronized boolean clear() {
    boolean failing = last != null;
    last = null;
    return failing;
  }
}
