package news.dateline.producer.security;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Role;
import news.dateline.producer.eventlog.Identities;

/** Finds the author to whom a token belongs. Thread-safe. */
public final class Authors {
  /** The bearer of the token file. Events of before identities were identified by this name. */
  private static final IdentityId BOOTSTRAP = new IdentityId("editor");

  private static final IdentityProfile CHIEF =
      new IdentityProfile(null, List.of(Role.CHIEF), null, null, null);

  private final EditorToken bootstrap;
  private final Identities identities;
  private final Clock clock;

  Authors(EditorToken bootstrap, Identities identities, Clock clock) {
    this.bootstrap = bootstrap;
    this.identities = identities;
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

  /** Returns true if all identities of before the start have been read. */
  boolean isCaughtUp() {
    return identities.isCaughtUp();
  }

  private static boolean isSame(byte[] hash, String other) {
    return MessageDigest.isEqual(hash, HexFormat.of().parseHex(other));
  }
}
