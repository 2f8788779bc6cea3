package news.dateline.producer.fetching;

/** A document cannot be loaded. The message is for operators and names no address of a document. */
public final class FetchException extends RuntimeException {
  FetchException(String message) {
    // the stack of an event loop says nothing about the cause
    super(message, null, false, false);
  }
}
