package news.dateline.producer.problem;

import java.util.Arrays;
import java.util.Locale;
import news.dateline.events.RejectionReason;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The problem types of the editors' API, each with its HTTP status and title. */
public enum ProblemType {
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
  BAD_JSON(HttpStatus.BAD_REQUEST, "The body is not the expected JSON"),
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "An editor token is needed"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "The token does not have the right"),
  TOKEN_NEEDED(HttpStatus.FORBIDDEN, "A token of Dateline is needed"),
  ACCOUNT_WITHOUT_RIGHTS(HttpStatus.FORBIDDEN, "The account has no rights"),
  SIGN_IN_REFUSED(HttpStatus.FORBIDDEN, "You are not signed in"),
  CSRF(HttpStatus.FORBIDDEN, "The request does not come from the desk"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such address"),
  NO_PARTNER(HttpStatus.NOT_FOUND, "There is no such partner"),
  NO_IDENTITY(HttpStatus.NOT_FOUND, "There is no such identity"),
  NO_SESSION(HttpStatus.NOT_FOUND, "There is no such session"),
  NO_OUTCOME(HttpStatus.NOT_FOUND, "No outcome is known for this event"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This method is not for this address"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "This is not available in that form"),
  TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "The request line is too long"),
  REQUEST_HEADER_FIELDS_TOO_LARGE(
      HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too long"),
  UNSUPPORTED_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is of another type"),
  INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "A field is invalid"),
  TOO_MANY_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS, "Too many attempts have failed"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Dateline failed"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not answer"),
  TOO_MANY_STREAMS(HttpStatus.SERVICE_UNAVAILABLE, "Too many streams of the desk are open"),
  PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The provider of accounts does not answer"),
  IMPORTS_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Two documents are being read"),
  DISK_FULL(HttpStatus.SERVICE_UNAVAILABLE, "The disk of Kafka is nearly full"),

  UNREADABLE(HttpStatus.UNPROCESSABLE_CONTENT, "The event could not be read"),
  ID_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key was used for another request"),
  NO_FEED(HttpStatus.NOT_FOUND, "There is no such feed"),
  NO_ITEM(HttpStatus.NOT_FOUND, "There is no such item"),
  EXISTS(HttpStatus.CONFLICT, "The item exists with other content"),
  VERSION_CONFLICT(HttpStatus.CONFLICT, "The item has another version by now"),
  RETRACTED(HttpStatus.CONFLICT, "The item was retracted"),
  TIME_ZONE_FIXED(HttpStatus.CONFLICT, "The time zone of a feed cannot change"),
  UNKNOWN_LABEL(HttpStatus.UNPROCESSABLE_CONTENT, "The feed does not know this label"),
  PUBLISHED_IN_FUTURE(HttpStatus.UNPROCESSABLE_CONTENT, "The item is dated in the future"),
  CLOSED(HttpStatus.CONFLICT, "The feed is closed"),
  HELD(HttpStatus.CONFLICT, "The item is not public yet"),
  WITHDRAWN(HttpStatus.CONFLICT, "The item was withdrawn before its embargo ended"),
  ALREADY_PUBLIC(HttpStatus.UNPROCESSABLE_CONTENT, "Readers have seen the item already"),
  NOT_RETRACTED(HttpStatus.CONFLICT, "The item is not retracted"),
  UNTIL_OUT_OF_RANGE(HttpStatus.UNPROCESSABLE_CONTENT, "Breaking news ends within seven days"),
  TOO_MANY_CORRECTIONS(HttpStatus.CONFLICT, "The item has as many corrections as it can have"),
  NOT_SUBMITTED(HttpStatus.CONFLICT, "The item does not wait for an editor"),
  RETURNED(HttpStatus.CONFLICT, "An editor returned the item to its author"),
  CONFLICT(HttpStatus.CONFLICT, "An editor wrote or changed the item"),
  STALE_GENERATION(HttpStatus.CONFLICT, "Another producer polls the source by now");

  private final HttpStatus status;
  private final String title;

  ProblemType(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /** Returns the problem type of a rejected event. */
  public static ProblemType of(RejectionReason rejection) {
    return valueOf(rejection.name());
  }

  static ProblemType of(HttpStatusCode status) {
    return Arrays.stream(values())
        .filter(type -> type.status.isSameCodeAs(status))
        .findFirst()
        .orElse(status.is4xxClientError() ? BAD_REQUEST : INTERNAL);
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  /** The {@code reason} member; for a rejected event, the reason of its outcome. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
