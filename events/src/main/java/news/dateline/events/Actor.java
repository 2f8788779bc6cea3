package news.dateline.events;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The author of an event, as the producer stamped it: the rules trust nothing else.
 *
 * @param id {@code ce_actor}; null if the event names no author
 * @param rights {@code ce_rights}, the rights on the feed of the event at the time of the request;
 *     null if the event names none, as before identities: then it has all
 */
public record Actor(@Nullable IdentityId id, @Nullable Set<Right> rights) {
  /** The author of an event without the two attributes. */
  public static final Actor UNKNOWN = new Actor(null, null);

  public Actor {
    rights = rights == null ? null : Set.copyOf(rights);
  }

  public boolean has(Right right) {
    return rights == null || rights.contains(right);
  }

  /**
   * Returns true if the actor is the owner. An item without an owner counts as an item of another
   * author.
   */
  public boolean owns(@Nullable IdentityId owner) {
    return id != null && id.equals(owner);
  }
}
