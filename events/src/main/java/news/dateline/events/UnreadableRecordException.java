package news.dateline.events;

/**
 * Thrown for a record that its topic must not hold. The message never has content of the record.
 */
public final class UnreadableRecordException extends RuntimeException {
  public UnreadableRecordException(String problem) {
    super(problem);
  }
}
