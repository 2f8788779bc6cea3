package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an editor says of a partner.
 *
 * @param name 1 to 100 characters, one line
 * @param feeds what it may read: 1 to 100 feeds
 * @param origins the only web sites on which browsers may use its token; empty: on any that the
 *     feed allows
 * @param streams how many it may have open on one replica; null: as many as it likes
 * @param expiresAt when its token lapses; null: never
 */
public record PartnerProfile(
    String name,
    List<FeedId> feeds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Origin> origins,
    @Nullable Integer streams,
    @Nullable Instant expiresAt) {
  private static final int MOST_STREAMS = 1_000_000;

  public PartnerProfile {
    name = FieldLimits.line("name", name, 100);
    feeds = FieldLimits.list("feeds", feeds, 100).stream().distinct().toList();
    if (feeds.isEmpty()) {
      throw new InvalidFieldException("feeds", "names no feed");
    }
    origins = Origin.list("origins", origins);
    if (streams != null && (streams < 1 || streams > MOST_STREAMS)) {
      throw new InvalidFieldException("streams", "must be between 1 and " + MOST_STREAMS);
    }
    expiresAt = FieldLimits.optionalInstant("expiresAt", expiresAt);
  }
}
