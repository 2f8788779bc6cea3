package news.dateline.producer.security;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Role;
import news.dateline.events.Session;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.eventlog.Sessions;

/**
 * Finds the author to whom a token belongs. Thread-safe.
 *
 * <p>During a start it is not known yet which identities exist and which are revoked. Each method
 * that needs one then throws the problem of a service that is unavailable, so that no valid token,
 * cookie or code is refused as wrong.
 */
public final class Authors {
  /** The id of the token file's bearer. Events from before identities name this author. */
  private static final IdentityId BOOTSTRAP = new IdentityId("editor");

  private static final IdentityProfile CHIEF =
      new IdentityProfile(null, List.of(Role.CHIEF), null, null, null);

  private final EditorToken bootstrap;
  private final Identities identities;
  private final Sessions sessions;
  private final Clock clock;

  Authors(EditorToken bootstrap, Identities identities, Sessions sessions, Clock clock) {
    this.bootstrap = bootstrap;
    this.identities = identities;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * Returns the bearer of the token file if the hash is that of the file's token; else empty.
   * Compares in constant time.
   *
   * @param tokenHash the SHA-256 of the token, in hex
   */
  Optional<EditorAuthentication> bootstrap(String tokenHash) {
    return bootstrap.hasHash(tokenHash)
        ? Optional.of(new EditorAuthentication(BOOTSTRAP, CHIEF, tokenHash))
        : Optional.empty();
  }

  /**
   * Returns the author with this id if the hash is that of the author's token and the token is
   * valid now; else empty. Compares in constant time.
   *
   * @param tokenHash the SHA-256 of the token, in hex
   */
  public Optional<EditorAuthentication> find(IdentityId id, String tokenHash) {
    if (id.equals(BOOTSTRAP)) {
      return bootstrap(tokenHash);
    }
    return lastRead(id)
        .filter(identity -> isSame(identity.hashBytes(), tokenHash))
        .filter(identity -> identity.isValidAt(clock.instant()))
        .map(identity -> new EditorAuthentication(id, identity.profile(), tokenHash));
  }

  /**
   * Returns the author of an earlier request with the author's present rights. Returns empty if the
   * token or the session is not valid any more, or if the provider's tokens must be refreshed.
   * Reads memory only, so open streams may call this often.
   */
  public Optional<EditorAuthentication> current(EditorAuthentication author) {
    Instant now = clock.instant();
    if (author.session().isPresent()) {
      return sessions
          .lastRead(author.session().get().id())
          .filter(session -> session.isOpenAt(now) && isConfirmedAt(now, session))
          .flatMap(session -> find(session.identity(), session.issuer()));
    }
    return author.tokenHash().isPresent()
        ? find(author.id(), author.tokenHash().get())
        : Optional.of(author).filter(each -> each.isValidAt(now) && !isRevoked(each.id()));
  }

  private static boolean isConfirmedAt(Instant now, Session session) {
    return session.provider() == null || now.isBefore(session.provider().expiresAt());
  }

  /** Returns true if a chief has revoked the identity, which may be one of an OpenID provider. */
  public boolean isRevoked(IdentityId id) {
    return lastRead(id).map(identity -> identity.revokedAt() != null).orElse(false);
  }

  private Optional<Identity> lastRead(IdentityId id) {
    if (!identities.isCaughtUp()) {
      throw EventLog.unavailable(null);
    }
    return identities.lastRead(id);
  }

  private static boolean isSame(byte[] hash, String other) {
    return MessageDigest.isEqual(hash, HexFormat.of().parseHex(other));
  }
}
