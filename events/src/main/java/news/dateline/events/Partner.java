package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A partner, as on {@code partners}: the feeds that its token may read. The key of the record is
 * {@link #id()}, so after compaction the topic holds each partner once.
 *
 * @param hash the SHA-256 of the token, in hex; null once it is revoked. The token is not stored.
 * @param revokedAt when the token was revoked; null before
 */
public record Partner(
    PartnerId id,
    @JsonUnwrapped PartnerProfile profile,
    @Nullable String hash,
    Instant issuedAt,
    @Nullable Instant revokedAt) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public Partner {
    FieldLimits.requirePresent("id", id);
    FieldLimits.requirePresent("profile", profile);
    FieldLimits.requirePresent("issuedAt", issuedAt);
    if (revokedAt == null) {
      FieldLimits.matching("hash", hash, SHA_256);
    } else if (hash != null) {
      throw new InvalidFieldException("hash", "belongs to a revoked token");
    }
  }

  /** Returns the partner with its token revoked. */
  public Partner revoked(Instant at) {
    return new Partner(id, profile, null, issuedAt, at);
  }

  /**
   * Returns the record that is in force: a revocation is final, otherwise the later record counts.
   * A producer that has not read the revocation yet may append a record after it, when a request is
   * retried.
   */
  public static Partner inForce(Partner earlier, Partner later) {
    return earlier.revokedAt() == null ? later : earlier;
  }

  /** Returns true if the token of the partner is valid at that time. */
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
   * Reads the value of a record of {@code partners}.
   *
   * @throws UnreadableRecordException if it is not a partner
   */
  public static Partner read(byte @Nullable [] value) {
    return Json.readRecord(value, Partner.class);
  }
}
