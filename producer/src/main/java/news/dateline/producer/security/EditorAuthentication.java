package news.dateline.producer.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import news.dateline.events.Actor;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** The author of a request, with the author's roles at the time of the request. */
@SuppressWarnings("serial") // never serialised, because the web server keeps no sessions
public final class EditorAuthentication extends AbstractAuthenticationToken {
  private final IdentityId id;
  private final IdentityProfile profile;
  private final @Nullable String tokenHash;
  private final @Nullable Instant expiresAt;
  private @Nullable Session session;
  private @Nullable String csrfToken;

  /**
   * Creates an author with a token that Dateline has issued.
   *
   * @param tokenHash the SHA-256 of the token, in hex
   */
  public EditorAuthentication(IdentityId id, IdentityProfile profile, String tokenHash) {
    this(id, profile, tokenHash, null);
  }

  /** Creates an author with a token of an OpenID provider, which expires at the given time. */
  public EditorAuthentication(IdentityId id, IdentityProfile profile, Instant expiresAt) {
    this(id, profile, null, expiresAt);
  }

  private EditorAuthentication(
      IdentityId id,
      IdentityProfile profile,
      @Nullable String tokenHash,
      @Nullable Instant expiresAt) {
    super(List.of());
    this.id = id;
    this.profile = profile;
    this.tokenHash = tokenHash;
    this.expiresAt = expiresAt;
    setAuthenticated(true);
  }

  /** Returns the same author in a session. */
  EditorAuthentication in(Session current, String csrf) {
    EditorAuthentication author = new EditorAuthentication(id, profile, tokenHash, expiresAt);
    author.session = current;
    author.csrfToken = csrf;
    return author;
  }

  public IdentityId id() {
    return id;
  }

  public IdentityProfile profile() {
    return profile;
  }

  /**
   * Returns the SHA-256, in hex, of the request's token, with which the author can start a session.
   * Returns empty for a request in a session and for a token of an OpenID provider.
   */
  public Optional<String> tokenHash() {
    return session == null ? Optional.ofNullable(tokenHash) : Optional.empty();
  }

  /** Returns false if the token of an OpenID provider has expired. */
  boolean isValidAt(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

  /** Returns the session of the request; empty if the request has a bearer token. */
  public Optional<Session> session() {
    return Optional.ofNullable(session);
  }

  /** Returns the CSRF token that requests of the session must have; null without a session. */
  public @Nullable String csrfToken() {
    return csrfToken;
  }

  /** Returns the author's id and rights on a feed, for an event of the feed. */
  public Actor actorOn(FeedId feed) {
    return new Actor(id, profile.rightsOn(feed));
  }

  @Override
  public Object getPrincipal() {
    return id;
  }

  /** Returns an empty text, because the token is not kept. */
  @Override
  public Object getCredentials() {
    return "";
  }
}
