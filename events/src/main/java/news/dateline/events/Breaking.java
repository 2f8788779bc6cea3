package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The breaking news of an item.
 *
 * @param until when the item stops being breaking news by itself
 */
public record Breaking(Level level, Instant until) {
  public Breaking {
    FieldLimits.requirePresent("level", level);
    FieldLimits.requirePresent("until", until);
  }

  /** The weight of the news; {@code major} comes first. */
  public enum Level {
    @JsonProperty("major")
    MAJOR,
    @JsonProperty("minor")
    MINOR
  }

  /**
   * Breaking news of an item from its publication on.
   *
   * @param until when the item stops being breaking news by itself; null: an hour after its release
   */
  public record Planned(Level level, @Nullable Instant until) {
    private static final Duration DEFAULT_DURATION = Duration.ofHours(1);

    public Planned {
      FieldLimits.requirePresent("level", level);
      until = FieldLimits.optionalInstant("until", until);
    }

    /** Returns the breaking news of an item that becomes public at this time. */
    public Breaking from(Instant release) {
      return new Breaking(level, until == null ? release.plus(DEFAULT_DURATION) : until);
    }
  }
}
