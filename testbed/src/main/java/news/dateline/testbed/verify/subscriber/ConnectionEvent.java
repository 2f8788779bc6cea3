package news.dateline.testbed.verify.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What happens to subscribers beside being told changes. */
public enum ConnectionEvent {
  CONNECTED,
  /** The subscriber closed its stream, between events or wherever it was. */
  DROPPED,
  /** The subscriber closed its stream within an event. */
  CUT,
  PAUSED,
  /** The stream ended without the subscriber's doing. */
  LOST,
  /** Nothing came for as long as is allowed, and the subscriber gave its stream up. */
  SILENT,
  /** A connection could not be made. */
  UNREACHED,
  /** The service asked to come back later. */
  BUSY,
  RESET;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
