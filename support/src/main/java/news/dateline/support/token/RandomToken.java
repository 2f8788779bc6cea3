package news.dateline.support.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bearer token: the id of its owner, a dot, and 32 random bytes in base64url. Immutable. */
public final class RandomToken {
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,64})\\.[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String owner;
  private final String text;

  private RandomToken(String owner, String text) {
    this.owner = owner;
    this.text = text;
  }

  /** Creates a random token. */
  public static RandomToken of(String owner) {
    byte[] random = new byte[SECRET_BYTES];
    RANDOM.nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new RandomToken(owner, owner + "." + secret);
  }

  /** Parses a token. Returns nothing if the text does not have the form of a token. */
  public static Optional<RandomToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.of(new RandomToken(form.group(1), text)) : Optional.empty();
  }

  /** Returns the id of the owner that the token names. {@link #hasHash} verifies it. */
  public String owner() {
    return owner;
  }

  /** Returns the secret. Never log it. */
  public String text() {
    return text;
  }

  /** Returns the SHA-256 in hex. A random secret needs no salt and no slow hash. */
  public String hash() {
    return hashOf(text);
  }

  /** Returns the SHA-256 of any text in hex. */
  public static String hashOf(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  /** Returns true if this is the SHA-256 of the token. Compares in constant time. */
  public boolean hasHash(byte[] sha256) {
    return MessageDigest.isEqual(sha256, sha256(text));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Names the owner, but never the secret. */
  @Override
  public String toString() {
    return "token of " + owner;
  }
}
