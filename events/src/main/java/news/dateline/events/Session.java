package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The session of an identity in a browser, as on {@code sessions}. It is offered with a one-time
 * code, opened by the first use of the code or by an OpenID provider, and ends by its expiry or
 * when it is ended.
 *
 * @param issuer the SHA-256, in hex, of the token that offered the session. The session is valid
 *     only as long as the token is.
 * @param code the SHA-256 of the one-time code, in hex; null once it was used
 * @param hash the SHA-256 of the secret of the cookie, in hex; null before the code was used
 * @param expiresAt when the code expires or, once it was used, the session
 * @param endedAt when the session was ended before its expiry; null before
 * @param provider what the OpenID provider issued for the open session; null if it has opened none
 */
public record Session(
    UUID id,
    IdentityId identity,
    String issuer,
    @Nullable String code,
    @Nullable String hash,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable ProviderTokens provider) {
  /** How long a one-time code can be used. */
  public static final Duration CODE_LIFETIME = Duration.ofMinutes(5);

  /** How long an open session lasts. The topic must keep its records longer. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public Session {
    FieldLimits.requirePresent("id", id);
    FieldLimits.requirePresent("identity", identity);
    FieldLimits.matching("issuer", issuer, SHA_256);
    FieldLimits.requirePresent("issuedAt", issuedAt);
    FieldLimits.requirePresent("expiresAt", expiresAt);
    if (endedAt == null) {
      FieldLimits.matching(code == null ? "hash" : "code", code == null ? hash : code, SHA_256);
    }
  }

  /** Returns a new session that can be opened with a code. */
  public static Session offered(
      UUID id, IdentityId identity, String issuer, String code, Instant now) {
    return new Session(id, identity, issuer, code, null, now, now.plus(CODE_LIFETIME), null, null);
  }

  /** Returns the session opened, without its code. */
  public Session opened(String hash, Instant now) {
    return new Session(id, identity, issuer, null, hash, issuedAt, now.plus(LIFETIME), null, null);
  }

  /** Returns the open session with the tokens that the provider issued when asked again. */
  public Session refreshed(ProviderTokens tokens) {
    return new Session(id, identity, issuer, code, hash, issuedAt, expiresAt, endedAt, tokens);
  }

  /** Returns the session ended. */
  public Session ended(Instant at) {
    return endedAt == null
        ? new Session(id, identity, issuer, null, null, issuedAt, expiresAt, at, null)
        : this;
  }

  /**
   * Returns the record that is in force. The end of a session is final. If two producers accept the
   * same code, the earlier record counts. Later records with the same secret replace the provider's
   * tokens.
   */
  public static Session inForce(Session earlier, Session later) {
    boolean opened = earlier.hash != null;
    boolean changes = !opened || later.endedAt != null || Objects.equals(earlier.hash, later.hash);
    return earlier.endedAt == null && changes ? later : earlier;
  }

  /** Returns true if the cookie of the session is valid at that time. */
  public boolean isOpenAt(Instant now) {
    return hash != null && now.isBefore(expiresAt);
  }

  /** Returns true if the code can be used at that time. */
  public boolean isOfferedAt(Instant now) {
    return code != null && now.isBefore(expiresAt);
  }

  /** Returns the bytes of the hash of the code or, once it was used, of the secret. */
  public byte[] hashBytes() {
    String current = code == null ? hash : code;
    return current == null ? new byte[0] : HexFormat.of().parseHex(current);
  }

  public byte[] key() {
    return id.toString().getBytes(UTF_8);
  }

  public byte[] value() {
    return Json.write(this);
  }

  /**
   * Reads the value of a record of {@code sessions}.
   *
   * @throws UnreadableRecordException if it is not a session
   */
  public static Session read(byte @Nullable [] value) {
    return Json.readRecord(value, Session.class);
  }
}
