package news.dateline.feedapi.index;

import news.dateline.feedapi.sse.BusyReason;

/** This replica cannot answer yet: it is still starting, or Kafka does not answer. */
public final class FeedUnavailableException extends RuntimeException {
  private final BusyReason reason;

  public FeedUnavailableException(BusyReason reason) {
    super(reason.wireName());
    this.reason = reason;
  }

  public BusyReason reason() {
    return reason;
  }
}
