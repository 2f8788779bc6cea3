package news.dateline.feedapi.access;

/** The stream token has expired or is not valid. The client can request a new one. */
public final class StreamTokenLapsedException extends RuntimeException {
  StreamTokenLapsedException() {
    super("the stream token is not valid");
  }
}
