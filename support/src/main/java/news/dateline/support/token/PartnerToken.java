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
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;

/** A partner's bearer token: its id, a dot, and 32 random bytes in base64url. Immutable. */
public final class PartnerToken {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,64})\\.[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PartnerId partner;
  private final String text;

  private PartnerToken(PartnerId partner, String text) {
    this.partner = partner;
    this.text = text;
  }

  /** Creates a random token. */
  public static PartnerToken of(PartnerId partner) {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new PartnerToken(partner, partner + "." + secret);
  }

  /** Parses a token. Returns nothing if the text does not have the form of a token. */
  public static Optional<PartnerToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new PartnerToken(new PartnerId(form.group(1)), text))
        : Optional.empty();
  }

  /** Returns the partner the token names. {@link #belongsTo} verifies it. */
  public PartnerId partner() {
    return partner;
  }

  /** Returns the secret. Never log it. */
  public String text() {
    return text;
  }

  /** Returns the SHA-256 in hex. A random secret needs no salt and no slow hash. */
  public String hash() {
    return HexFormat.of().formatHex(sha256());
  }

  /** Returns true if the token is the partner's. Compares in constant time. */
  public boolean belongsTo(Partner candidate) {
    return MessageDigest.isEqual(candidate.hashBytes(), sha256());
  }

  private byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Names the partner, but never the secret. */
  @Override
  public String toString() {
    return "token of " + partner;
  }
}
