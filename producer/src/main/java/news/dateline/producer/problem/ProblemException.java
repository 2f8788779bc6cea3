package news.dateline.producer.problem;

import java.time.Duration;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Right;
import news.dateline.support.web.ProblemHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** A failed request and its problem document (RFC 9457). Not thread-safe. */
public final class ProblemException extends ErrorResponseException {
  private static final String FIELD = "field";

  private final ProblemType type;

  public ProblemException(ProblemType type, @Nullable String detail) {
    super(
        type.status(),
        ProblemHandler.document(type.status(), type.reason(), type.title(), detail),
        null);
    this.type = type;
    with("reason", type.reason());
  }

  /** Returns the problem of a field of the body that is invalid. */
  public static ProblemException of(InvalidFieldException e) {
    return new ProblemException(ProblemType.INVALID, e.getMessage()).with(FIELD, e.field());
  }

  /** Returns the problem of a malformed id in the path. */
  public static ProblemException inPath(InvalidFieldException e) {
    return new ProblemException(ProblemType.BAD_REQUEST, e.getMessage()).with(FIELD, e.field());
  }

  /** Returns the problem of a malformed parameter or header. */
  public static ProblemException badRequest(String field, String problem) {
    return inPath(new InvalidFieldException(field, problem));
  }

  /** Returns the problem of a valid token without the right that the request needs. */
  public static ProblemException forbidden(Right missing) {
    String right = missing.wireName();
    return new ProblemException(ProblemType.FORBIDDEN, "the right " + right + " is missing here")
        .with("right", right);
  }

  /** Adds a member to the document unless the value is null. */
  public ProblemException with(String member, @Nullable Object value) {
    if (value != null) {
      getBody().setProperty(member, value);
    }
    return this;
  }

  /** Returns the same problem for a field of an object that is the value of the given field. */
  public ProblemException within(String parent) {
    String field = field();
    return field == null
        ? this
        : new ProblemException(type, parent + "." + getMessage()).with(FIELD, parent + "." + field);
  }

  /** Sets {@code Retry-After}, in seconds. */
  public ProblemException retryAfter(Duration delay) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(delay.toSeconds()));
    return this;
  }

  public ProblemType type() {
    return type;
  }

  /** The invalid field, parameter or header; null if there is none. */
  public @Nullable String field() {
    return getBody().getProperties() == null ? null : (String) getBody().getProperties().get(FIELD);
  }

  /** The document's detail, or its title. */
  @Override
  public String getMessage() {
    String detail = getBody().getDetail();
    return detail == null ? type.title() : detail;
  }

  /** Omits the stack trace: the client caused the failure, and one import may cause thousands. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
