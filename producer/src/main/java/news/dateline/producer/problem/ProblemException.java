package news.dateline.producer.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Why a call came to nothing, for its caller: one RFC 9457 problem document. Every text in it is
 * written for the caller.
 */
public final class ProblemException extends RuntimeException {
  private static final String TYPE = "urn:dateline:problem:";

  private final ProblemType fault;
  private final Map<String, Object> members;
  private final HttpHeaders headers;

  public ProblemException(ProblemType fault, @Nullable String detail) {
    this(fault, detail, Map.of(), HttpHeaders.EMPTY);
  }

  private ProblemException(
      ProblemType fault,
      @Nullable String detail,
      Map<String, Object> members,
      HttpHeaders headers) {
    super(detail, null, false, false);
    this.fault = fault;
    this.members = members;
    this.headers = headers;
  }

  /** A field of the body that breaks a limit. */
  public static ProblemException of(InvalidFieldException e) {
    return new ProblemException(ProblemType.INVALID, e.getMessage()).with("field", e.field());
  }

  /** An id in the path that no feed or item can have. */
  public static ProblemException inPath(InvalidFieldException e) {
    return new ProblemException(ProblemType.BAD_REQUEST, e.getMessage()).with("field", e.field());
  }

  /** A part of the request other than its body that cannot be understood. */
  public static ProblemException badRequest(String field, String problem) {
    return new ProblemException(ProblemType.BAD_REQUEST, field + " " + problem).with("field", field);
  }

  /** The same problem with one more member; a null changes nothing. */
  public ProblemException with(String member, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new ProblemException(fault, getMessage(), more, headers);
  }

  /** The same problem of a field, seen from the object that holds the field. */
  public ProblemException within(String parent) {
    return field() == null
        ? this
        : new ProblemException(fault, parent + "." + getMessage()).with("field", parent + "." + field());
  }

  /** The same problem, with the time after which a second try may do. */
  public ProblemException retryAfter(Duration delay) {
    HttpHeaders more = new HttpHeaders();
    more.putAll(headers);
    more.set(HttpHeaders.RETRY_AFTER, Long.toString(delay.toSeconds()));
    return new ProblemException(fault, getMessage(), members, more);
  }

  ProblemException headers(HttpHeaders other) {
    return new ProblemException(fault, getMessage(), members, other);
  }

  public ProblemType fault() {
    return fault;
  }

  /** The culprit's name, where there is one. */
  public @Nullable String field() {
    return (String) members.get("field");
  }

  HttpStatus status() {
    return fault.status();
  }

  HttpHeaders headers() {
    return headers;
  }

  /** The problem as {@code application/problem+json}. */
  public byte[] document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", TYPE + fault.reason());
    document.put("title", fault.title());
    document.put("status", status().value());
    document.put("reason", fault.reason());
    if (getMessage() != null) {
      document.put("detail", getMessage());
    }
    document.putAll(members);
    return Json.write(document);
  }
}
