package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * That an item is breaking news.
 *
 * @param until when it ends by itself
 */
public record Breaking(Level level, Instant until) {
  public Breaking {
    FieldLimits.present("level", level);
    FieldLimits.present("until", until);
  }

  /** How big it is. */
  public enum Level {
    @JsonProperty("major")
    MAJOR,
    @JsonProperty("minor")
    MINOR
  }
}
