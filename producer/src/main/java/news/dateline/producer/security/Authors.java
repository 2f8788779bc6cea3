package news.dateline.producer.security;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Role;
import news.dateline.events.Session;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.eventlog.Sessions;

/** Finds the author to whom a token belongs. Thread-safe. */
public final class Authors {
  /** The bearer of the token file. Events of before identities were identified by this name. */
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
   * Returns the bearer of the token file if this is the hash of its token. Compares in constant
   * time.
   */
  Optional<EditorAuthentication> bootstrap(String tokenHash) {
    return bootstrap.hasHash(tokenHash)
        ? Optional.of(new EditorAuthentication(BOOTSTRAP, CHIEF, tokenHash))
        : Optional.empty();
  }

  /**
   * Returns the author with this id if this is the hash of its token, and the token is valid now.
   * Compares in constant time.
   *
   * @param tokenHash the SHA-256 of the token, in hex
   */
  public Optional<EditorAuthentication> find(IdentityId id, String tokenHash) {
    if (id.equals(BOOTSTRAP)) {
      return bootstrap(tokenHash);
    }
    return identities
        .lastRead(id)
        .filter(identity -> isSame(identity.hashBytes(), tokenHash))
        .filter(identity -> identity.isValidAt(clock.instant()))
        .map(identity -> new EditorAuthentication(id, identity.profile(), tokenHash));
  }

  /**
   * Returns the author of an earlier request with the rights that it has now; nothing if its token
   * or session has ended, or if a provider must be asked again. Asks nobody, so open streams may
   * call it often.
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

  /** Returns true if a chief has revoked the identity, also one whose tokens a provider issues. */
  public boolean isRevoked(IdentityId id) {
    return identities.lastRead(id).map(identity -> identity.revokedAt() != null).orElse(false);
  }

  /** Returns true if all identities of before the start have been read. */
  public boolean isCaughtUp() {
    return identities.isCaughtUp();
  }

  private static boolean isSame(byte[] hash, String other) {
    return MessageDigest.isEqual(hash, HexFormat.of().parseHex(other));
  }
}
