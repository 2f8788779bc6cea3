package news.dateline.feedapi.sse;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why no stream can be opened now, or why one ends: the {@code reason} of a {@code busy} event. */
public enum BusyReason {
  /** This replica is still reading its topics after a start. */
  STARTING,
  /** Kafka does not answer. */
  KAFKA_AWAY,
  /** This replica shuts down. */
  STOPPING,
  /** The limit of different filters is reached. */
  FILTERS,
  /** The limit of streams is reached: in total, of the address or of the partner. */
  LIMITS,
  /** The partner's token or the stream token is not valid any more. */
  TOKEN,
  /** A feed of the stream is not public any more, and the client has no token for it. */
  RESTRICTED;

  /** Returns the word that is sent. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
