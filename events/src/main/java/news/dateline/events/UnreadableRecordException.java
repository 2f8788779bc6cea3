package news.dateline.events;

import java.util.stream.Collectors;
import tools.jackson.databind.DatabindException;

/**
 * Thrown for a record that its topic must not hold. The message never has content of the record.
 */
public final class UnreadableRecordException extends RuntimeException {
  public UnreadableRecordException(String problem) {
    super(problem);
  }

  /**
   * Keeps of the cause only what has no content: the messages of other exceptions may quote the
   * record.
   */
  public UnreadableRecordException(RuntimeException cause) {
    super(reason(cause));
  }

  /** Returns why reading or deciding a record failed, without content of the record. */
  public static String reason(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidFieldException || cause instanceof UnreadableRecordException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return failure instanceof DatabindException json && !json.getPath().isEmpty()
        ? failure.getClass().getSimpleName() + " at " + member(json)
        : failure.getClass().getSimpleName() + codeLocation(failure);
  }

  /** Returns the path of the JSON member that does not fit, such as {@code item.authors[1]}. */
  private static String member(DatabindException failure) {
    return failure.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .substring(1);
  }

  /** Returns the line of Dateline's code that failed. */
  private static String codeLocation(RuntimeException failure) {
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith("news.dateline.")) {
        return " in " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }
}
