package news.dateline.feedapi.access;

/** A stream token has lapsed, or never was one: a fresh one will do. */
public final class StreamTokenLapsedException extends RuntimeException {
  StreamTokenLapsedException() {
    super("token");
  }
}
