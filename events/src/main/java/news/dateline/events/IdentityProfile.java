package news.dateline.events;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name, roles and feeds of an identity, as a chief states them when issuing its token.
 *
 * @param name 1 to 100 characters, one line; null once it is erased
 * @param roles at least one
 * @param feeds the feeds on which the identity has its roles, 1 to 100; null: all feeds
 * @param review true if an editor must release what a reporter writes, otherwise null
 * @param expiresAt when the token expires; null: never
 */
public record IdentityProfile(
    @Limit(max = 100) @Nullable String name,
    List<Role> roles,
    @Limit(max = 100) @Nullable List<FeedId> feeds,
    @Nullable Boolean review,
    @Nullable Instant expiresAt) {
  public IdentityProfile {
    name = FieldLimits.optionalLine("name", name);
    roles = FieldLimits.list("roles", roles).stream().distinct().sorted().toList();
    if (roles.isEmpty()) {
      throw new InvalidFieldException("roles", "names no role");
    }
    feeds = feeds == null ? null : FieldLimits.list("feeds", feeds).stream().distinct().toList();
    // a list that is empty by mistake must not mean all feeds, and one without a feed is useless
    if (feeds != null && feeds.isEmpty()) {
      throw new InvalidFieldException("feeds", "names no feed");
    }
    review = Boolean.TRUE.equals(review) ? true : null;
    expiresAt = FieldLimits.optionalInstant("expiresAt", expiresAt);
  }

  /** Returns true if the roles hold for this feed. */
  public boolean covers(FeedId feed) {
    return feeds == null || feeds.contains(feed);
  }

  /** Returns the rights on a feed. */
  public Set<Right> rightsOn(FeedId feed) {
    return covers(feed) ? rights() : Set.of();
  }

  /** Returns true if the identity has the right on all feeds, also on future ones. */
  public boolean hasEverywhere(Right right) {
    return feeds == null && rights().contains(right);
  }

  private Set<Right> rights() {
    EnumSet<Right> rights = EnumSet.noneOf(Right.class);
    roles.forEach(role -> rights.addAll(role.rights()));
    if (review != null && !rights.contains(Right.EDIT)) {
      rights.remove(Right.PUBLISH);
    }
    return rights;
  }

  IdentityProfile withoutName() {
    return new IdentityProfile(null, roles, feeds, review, expiresAt);
  }
}
