package news.dateline.consumer;

/** A rebuild cannot be done, or not now; the message is written for whoever asked for it. */
public final class RebuildFailedException extends RuntimeException {
  RebuildFailedException(String problem) {
    super(problem);
  }
}
