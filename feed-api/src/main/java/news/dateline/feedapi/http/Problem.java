package news.dateline.feedapi.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it.
 *
 * @param field the parameter it is about
 * @param reason why an item was retracted
 */
public record Problem(
    int status,
    String title,
    String detail,
    @Nullable String field,
    @Nullable String reason,
    @Nullable Instant retractedAt) {

  static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, null, null, null);
  }

  /** An item that was taken back. */
  public static Problem retracted(@Nullable String reason, @Nullable Instant retractedAt) {
    return new Problem(410, "Gone", "this item has been retracted", null, reason, retractedAt);
  }
}
