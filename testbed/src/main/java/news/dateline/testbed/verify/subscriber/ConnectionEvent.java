package news.dateline.testbed.verify.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What happens to the connection of a subscriber. */
public enum ConnectionEvent {
  CONNECTED,
  /** The subscriber closed its stream. */
  DROPPED,
  /** The subscriber closed its stream within an event. */
  CUT,
  PAUSED,
  /** The stream ended, and the subscriber had not closed it. */
  LOST,
  /** No byte came within the allowed time, and the subscriber closed its stream. */
  SILENT,
  /** A connection could not be made. */
  UNREACHED,
  /** The service asked the subscriber to come back later. */
  BUSY,
  RESET;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
