package news.dateline.producer.editorial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.PartnerId;

/** Ids and fingerprints that identify the retry of a request. */
public final class EventIds {
  // must never change: otherwise a retry across an upgrade would publish twice
  private static final UUID NAMESPACE = UUID.fromString("5d6c1f0e-3a9b-4c1e-9d55-0b7a6e2f8c41");

  private EventIds() {}

  /** Derives the event's id, a UUID of version 5, from editor, feed and {@code Idempotency-Key}. */
  public static EventId of(String editor, FeedId feed, String idempotencyKey) {
    // neither a name nor a feed id contains a line break, so different triples differ as text
    return new EventId(uuid(editor + "\n" + feed + "\n" + idempotencyKey));
  }

  /** Derives a new partner's id, a UUID of version 5, from editor and {@code Idempotency-Key}. */
  public static PartnerId partner(String editor, String idempotencyKey) {
    // no feed id contains a slash, so a partner id never equals an event id
    return new PartnerId(uuid(editor + "\n/partners\n" + idempotencyKey));
  }

  /** Derives a new identity's id, a UUID of version 5, from editor and {@code Idempotency-Key}. */
  public static IdentityId identity(String editor, String idempotencyKey) {
    return new IdentityId(uuid(editor + "\n/identities\n" + idempotencyKey));
  }

  private static String uuid(String name) {
    MessageDigest sha1 = digest("SHA-1");
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    sha1.update(name.getBytes(UTF_8));
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest());
    long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** The SHA-256, in hex, of a request line, an {@code If-Match} value and the body as sent. */
  public static String fingerprint(String requestLine, String condition, byte[] body) {
    MessageDigest sha256 = digest("SHA-256");
    sha256.update((requestLine + "\n" + condition + "\n").getBytes(UTF_8));
    return HexFormat.of().formatHex(sha256.digest(body));
  }

  /** Returns a digest of an algorithm that every JDK supports. */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
