package news.dateline.producer.security;

import java.util.List;
import news.dateline.events.Actor;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** The author of a request, with the roles that it had when the request arrived. */
@SuppressWarnings("serial") // never serialised: there are no sessions
public final class EditorAuthentication extends AbstractAuthenticationToken {
  private final IdentityId id;
  private final IdentityProfile profile;

  public EditorAuthentication(IdentityId id, IdentityProfile profile) {
    super(List.of());
    this.id = id;
    this.profile = profile;
    setAuthenticated(true);
  }

  public IdentityProfile profile() {
    return profile;
  }

  /** Returns the author with its rights on a feed, for an event of the feed. */
  public Actor actorOn(FeedId feed) {
    return new Actor(id, profile.rightsOn(feed));
  }

  @Override
  public Object getPrincipal() {
    return id;
  }

  /** The token is not kept. */
  @Override
  public Object getCredentials() {
    return "";
  }
}
