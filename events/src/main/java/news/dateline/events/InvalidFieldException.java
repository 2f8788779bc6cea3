package news.dateline.events;

/** Thrown for a value that is not valid in its field. The message is for clients. */
public final class InvalidFieldException extends IllegalArgumentException {
  private final String field;

  public InvalidFieldException(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
  }

  /** Returns the path of the field in the JSON, for example {@code image.url}. */
  public String field() {
    return field;
  }

  /** Returns the same problem with the field as a member of the parent. */
  InvalidFieldException within(String parent) {
    return new InvalidFieldException(parent + "." + field, problem());
  }

  private String problem() {
    return String.valueOf(getMessage()).substring(field.length() + 1);
  }
}
