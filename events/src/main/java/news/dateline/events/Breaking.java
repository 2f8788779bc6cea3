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
    Limits.present("level", level);
    Limits.present("until", until);
  }

  /** How big it is. */
  public enum Level {
    @JsonProperty("major")
    MAJOR,
    @JsonProperty("minor")
    MINOR
  }
}
