package news.dateline.producer.fetching;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A document cannot be loaded. The message is for operators and names no secret. */
@SuppressWarnings("serial")
public final class FetchFailedException extends RuntimeException {
  private final @Nullable Duration retryAfter;

  /**
   * @param retryAfter how long the server asks to wait; null if it does not ask
   */
  FetchFailedException(String message, @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.retryAfter = retryAfter;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
