package news.dateline.support.kafka;

/** A topic exists and is not what the rules need: an application must not start on it. */
public final class TopicMismatchException extends RuntimeException {
  public TopicMismatchException(String mismatch) {
    super(mismatch);
  }
}
