package news.dateline.producer.problem;

import java.time.Duration;
import news.dateline.events.InvalidFieldException;
import news.dateline.support.web.ProblemHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** A failed request, with the problem document its caller gets. Not thread-safe. */
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

  /** Returns the problem of a field of the body that breaks a limit. */
  public static ProblemException of(InvalidFieldException e) {
    return new ProblemException(ProblemType.INVALID, e.getMessage()).with(FIELD, e.field());
  }

  /** Returns the problem of an id in the path that no feed or item can have. */
  public static ProblemException inPath(InvalidFieldException e) {
    return new ProblemException(ProblemType.BAD_REQUEST, e.getMessage()).with(FIELD, e.field());
  }

  /** Returns the problem of a part of the request, other than its body, that is not understood. */
  public static ProblemException badRequest(String field, String problem) {
    return inPath(new InvalidFieldException(field, problem));
  }

  /** Adds a member to the document unless the value is null. */
  public ProblemException with(String member, @Nullable Object value) {
    if (value != null) {
      getBody().setProperty(member, value);
    }
    return this;
  }

  /** Returns the same problem, its field named from the object that holds it. */
  public ProblemException within(String parent) {
    String field = field();
    return field == null
        ? this
        : new ProblemException(type, parent + "." + getMessage()).with(FIELD, parent + "." + field);
  }

  /** Tells the client to wait so long before it tries again. */
  public ProblemException retryAfter(Duration delay) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(delay.toSeconds()));
    return this;
  }

  public ProblemType type() {
    return type;
  }

  /** The name of the field or parameter at fault, if there is one. */
  public @Nullable String field() {
    return getBody().getProperties() == null ? null : (String) getBody().getProperties().get(FIELD);
  }

  /** The document's detail, or its title. */
  @Override
  public String getMessage() {
    String detail = getBody().getDetail();
    return detail == null ? type.title() : detail;
  }

  /** Without a stack trace: the failure is the caller's, and an import may make thousands. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
