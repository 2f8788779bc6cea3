package news.dateline.consumer;

/** Thrown if a rebuild cannot start or fails. The message is written for the operator. */
public final class RebuildFailedException extends RuntimeException {
  RebuildFailedException(String message) {
    super(message);
  }
}
