package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One record of {@code partners}: who may read which feeds by a token. Keyed by {@link #id()}, so
 * after compaction the topic holds each partner once.
 *
 * @param hash the SHA-256 of its token, in hex; null once it is revoked. The token itself is
 *     nowhere
 * @param revokedAt when its token was taken back; null while it is good
 */
public record Partner(
    PartnerId id,
    @JsonUnwrapped PartnerProfile profile,
    @Nullable String hash,
    Instant issuedAt,
    @Nullable Instant revokedAt) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public Partner {
    FieldLimits.present("id", id);
    FieldLimits.present("profile", profile);
    FieldLimits.present("issuedAt", issuedAt);
    if (revokedAt == null) {
      FieldLimits.matching("hash", hash, SHA_256);
    } else if (hash != null) {
      throw new InvalidFieldException("hash", "is that of a token taken back");
    }
  }

  /** The same without its token. */
  public Partner revoked(Instant at) {
    return new Partner(id, profile, null, issuedAt, at);
  }

  /** Returns true if the token of the partner is valid at that time. */
  public boolean isGood(Instant now) {
    return revokedAt == null && (profile.expiresAt() == null || now.isBefore(profile.expiresAt()));
  }

  /** The hash as it is computed with; empty once revoked. */
  public byte[] hashBytes() {
    return hash == null ? new byte[0] : HexFormat.of().parseHex(hash);
  }

  /** The record's key. */
  public byte[] key() {
    return id.value().getBytes(UTF_8);
  }

  public byte[] value() {
    return Json.write(this);
  }

  /**
   * Reads a record of {@code partners}.
   *
   * @throws UnreadableRecordException where it is none
   */
  public static Partner read(byte @Nullable [] value) {
    if (value == null) {
      throw new UnreadableRecordException("no value");
    }
    try {
      return Json.read(value, Partner.class);
    } catch (JacksonException | InvalidFieldException e) {
      throw new UnreadableRecordException(e.getClass().getSimpleName());
    }
  }
}
