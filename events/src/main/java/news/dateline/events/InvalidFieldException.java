package news.dateline.events;

/**
 * A value that breaks a limit of the wire format. The message is written for the caller and names
 * the field.
 */
public final class InvalidFieldException extends IllegalArgumentException {
  private final String field;

  public InvalidFieldException(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
  }

  /** The field as the caller wrote it, {@code image.url} for a nested one. */
  public String field() {
    return field;
  }

  /** The same problem, seen from the record that holds the field. */
  InvalidFieldException within(String parent) {
    return new InvalidFieldException(parent + "." + field, problem());
  }

  private String problem() {
    return String.valueOf(getMessage()).substring(field.length() + 1);
  }
}
