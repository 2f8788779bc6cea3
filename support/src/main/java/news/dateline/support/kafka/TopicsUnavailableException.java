package news.dateline.support.kafka;

/** Kafka did not answer, or not yet: try again. */
public final class TopicsUnavailableException extends Exception {
  public TopicsUnavailableException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
