package news.dateline.feedapi.index;

/** This replica cannot answer now, but will: it is still reading, or Kafka is away. */
public final class FeedUnavailableException extends RuntimeException {
  public FeedUnavailableException(String reason) {
    super(reason);
  }
}
