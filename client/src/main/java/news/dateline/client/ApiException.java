package news.dateline.client;

import org.jspecify.annotations.Nullable;

/**
 * A request that did not succeed: the service refused it, or did not answer within the limits of
 * the {@link RetryPolicy}.
 */
public final class ApiException extends RuntimeException {
  private final transient @Nullable ApiResponse response;

  private ApiException(String message, @Nullable ApiResponse response, @Nullable Throwable cause) {
    super(message, cause);
    this.response = response;
  }

  static ApiException refused(String message, ApiResponse response) {
    return new ApiException(message, response, null);
  }

  static ApiException noAnswer(String message, @Nullable Throwable cause) {
    return new ApiException(message, null, cause);
  }

  /** The last answer, usually a problem document (RFC 9457); null if there was no answer. */
  public @Nullable ApiResponse response() {
    return response;
  }

  /** The status of the last answer; 0 if there was no answer. */
  public int status() {
    return response == null ? 0 : response.status();
  }
}
