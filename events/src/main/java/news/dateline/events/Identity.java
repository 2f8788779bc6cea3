package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An author of events, as on {@code identities}. The key of the record is {@link #id()}, so after
 * compaction the topic holds each identity once, and no name that was erased.
 *
 * @param hash the SHA-256 of the token, in hex; null once it is revoked. The token is not stored.
 * @param revokedAt when the token was revoked; null before
 * @param erasedAt when the name was erased; null before
 */
public record Identity(
    IdentityId id,
    @JsonUnwrapped IdentityProfile profile,
    @Nullable String hash,
    Instant issuedAt,
    @Nullable Instant revokedAt,
    @Nullable Instant erasedAt) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public Identity {
    FieldLimits.requirePresent("id", id);
    FieldLimits.requirePresent("profile", profile);
    FieldLimits.requirePresent("issuedAt", issuedAt);
    if (revokedAt == null) {
      FieldLimits.matching("hash", hash, SHA_256);
    } else if (hash != null) {
      throw new InvalidFieldException("hash", "belongs to a revoked token");
    }
    if (erasedAt != null && profile.name() != null) {
      throw new InvalidFieldException("name", "was erased");
    }
  }

  /** Returns a new identity with the hash of its token. */
  public static Identity issued(
      IdentityId id, IdentityProfile profile, String hash, Instant issuedAt) {
    return new Identity(id, profile, hash, issuedAt, null, null);
  }

  /** Returns the identity with another time of issue. */
  public Identity withIssuedAt(Instant at) {
    return new Identity(id, profile, hash, at, revokedAt, erasedAt);
  }

  /** Returns the identity with its token revoked. */
  public Identity revoked(Instant at) {
    return revokedAt == null ? new Identity(id, profile, null, issuedAt, at, erasedAt) : this;
  }

  /** Returns the identity without its name. */
  public Identity erased(Instant at) {
    return erasedAt == null
        ? new Identity(id, profile.withoutName(), hash, issuedAt, revokedAt, at)
        : this;
  }

  /**
   * Returns the record that is in force: a revocation and the erasure of the name are final,
   * otherwise the later record counts. A producer that has not read them yet may append a record
   * after them, when a request is retried.
   */
  public static Identity inForce(Identity earlier, Identity later) {
    Identity inForce = earlier.revokedAt == null ? later : later.revoked(earlier.revokedAt);
    return earlier.erasedAt == null ? inForce : inForce.erased(earlier.erasedAt);
  }

  /** Returns true if the token of the identity is valid at that time. */
  public boolean isValidAt(Instant now) {
    return revokedAt == null && (profile.expiresAt() == null || now.isBefore(profile.expiresAt()));
  }

  /** Returns the bytes of the hash; none once the token is revoked. */
  public byte[] hashBytes() {
    return hash == null ? new byte[0] : HexFormat.of().parseHex(hash);
  }

  public byte[] key() {
    return id.value().getBytes(UTF_8);
  }

  public byte[] value() {
    return Json.write(this);
  }

  /**
   * Reads the value of a record of {@code identities}.
   *
   * @throws UnreadableRecordException if it is not an identity
   */
  public static Identity read(byte @Nullable [] value) {
    return Json.readRecord(value, Identity.class);
  }
}
