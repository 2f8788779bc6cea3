package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * The breaking news of an item.
 *
 * @param until when the item stops being breaking news by itself
 */
public record Breaking(Level level, Instant until) {
  public Breaking {
    FieldLimits.present("level", level);
    FieldLimits.present("until", until);
  }

  /** The weight of the news; {@code major} comes first. */
  public enum Level {
    @JsonProperty("major")
    MAJOR,
    @JsonProperty("minor")
    MINOR
  }
}
