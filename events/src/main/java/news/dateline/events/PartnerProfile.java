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
    @Limit(max = 100) String name,
    @Limit(max = 100) List<FeedId> feeds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Limit(max = 32) List<Origin> origins,
    @Limit(min = 1, max = 1_000_000) @Nullable Integer streams,
    @Nullable Instant expiresAt) {
  public PartnerProfile {
    name = FieldLimits.line("name", name);
    feeds = FieldLimits.list("feeds", feeds).stream().distinct().toList();
    if (feeds.isEmpty()) {
      throw new InvalidFieldException("feeds", "names no feed");
    }
    origins = Origin.list("origins", origins);
    expiresAt = FieldLimits.optionalInstant("expiresAt", expiresAt);
  }
}
