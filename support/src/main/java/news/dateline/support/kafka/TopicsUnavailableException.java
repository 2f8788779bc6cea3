package news.dateline.support.kafka;

import java.util.concurrent.TimeoutException;

/** Kafka did not answer in time or reported an error. A later attempt may succeed. */
public final class TopicsUnavailableException extends Exception {
  public TopicsUnavailableException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }

  /** Returns true if Kafka did not answer, which {@link KafkaContact} logs once a process. */
  public boolean isSilence() {
    return getCause() instanceof TimeoutException
        || getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
  }
}
