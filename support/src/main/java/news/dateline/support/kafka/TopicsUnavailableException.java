package news.dateline.support.kafka;

/** Kafka did not answer in time or reported an error. A later attempt may succeed. */
public final class TopicsUnavailableException extends Exception {
  public TopicsUnavailableException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
