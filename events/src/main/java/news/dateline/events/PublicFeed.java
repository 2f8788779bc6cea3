package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** The public state of a feed, without its items. Its settings always have an access. */
public record PublicFeed(
    FeedId feed,
    String epoch,
    long seq,
    PublicState.Change change,
    Status status,
    FeedSettings profile,
    Instant openedAt)
    implements PublicState {
  public PublicFeed {
    FieldLimits.requirePresent("feed", feed);
    Cursor.check(epoch, seq);
    FieldLimits.requirePresent("change", change);
    FieldLimits.requirePresent("status", status);
    FieldLimits.requirePresent("profile", profile);
    profile = profile.accessOr(FeedSettings.Access.PUBLIC).presentationOr(null);
    FieldLimits.requirePresent("openedAt", openedAt);
  }

  @Override
  public byte[] key() {
    return feed.value().getBytes(UTF_8);
  }

  public enum Status {
    @JsonProperty("open")
    OPEN,
    /** The feed accepts corrections and retractions only. */
    @JsonProperty("closed")
    CLOSED
  }
}
