package news.dateline.feedapi.http;

import org.springframework.http.HttpStatus;

/** The client is not authorized for what it requests. */
public final class AccessRefusedException extends RuntimeException {
  private final HttpStatus status;

  private AccessRefusedException(HttpStatus status, String detail) {
    super(detail);
    this.status = status;
  }

  /** Status 401: the request has no valid token. */
  public static AccessRefusedException unauthorized() {
    return new AccessRefusedException(
        HttpStatus.UNAUTHORIZED, "send the header Authorization: Bearer with a partner's token");
  }

  /** Status 403: the token is valid, but does not grant this. */
  public static AccessRefusedException forbidden(String detail) {
    return new AccessRefusedException(HttpStatus.FORBIDDEN, detail);
  }

  HttpStatus status() {
    return status;
  }
}
