package news.dateline.events;

/**
 * A record that is not what its topic holds. The message names the fault and never quotes the
 * record.
 */
public final class UnreadableRecordException extends RuntimeException {
  public UnreadableRecordException(String fault) {
    super(fault);
  }
}
