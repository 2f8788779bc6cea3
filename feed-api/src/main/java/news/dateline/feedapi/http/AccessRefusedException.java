package news.dateline.feedapi.http;

import org.springframework.http.HttpStatus;

/** Whoever asks has no right to what they ask for. */
public final class AccessRefusedException extends RuntimeException {
  private final HttpStatus status;

  private AccessRefusedException(HttpStatus status, String detail) {
    super(detail);
    this.status = status;
  }

  /** No token was shown, or none that is good. */
  public static AccessRefusedException unauthorized() {
    return new AccessRefusedException(
        HttpStatus.UNAUTHORIZED, "send the header Authorization: Bearer with a partner's token");
  }

  /** The token is good, but not for this. */
  public static AccessRefusedException forbidden(String detail) {
    return new AccessRefusedException(HttpStatus.FORBIDDEN, detail);
  }

  HttpStatus status() {
    return status;
  }
}
