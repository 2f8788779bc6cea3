package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a partner, which an editor gives when issuing its token.
 *
 * @param name 1 to 100 characters, one line
 * @param feeds the feeds that the partner may read, 1 to 100
 * @param origins the web sites whose pages may use the token in a browser; empty: all that the feed
 *     allows
 * @param streams the most streams open at a time on one replica; null: no limit
 * @param expiresAt when the token expires; null: never
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
