package news.dateline.support.kafka;

/** A topic has other settings or partitions than Dateline needs. The application must stop. */
public final class TopicMismatchException extends RuntimeException {
  public TopicMismatchException(String mismatch) {
    super(mismatch);
  }
}
