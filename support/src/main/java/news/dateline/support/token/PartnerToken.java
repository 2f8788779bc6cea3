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

/** The secret a partner shows: its id, a dot, and 32 random bytes in base64url. */
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

  /** Draws a new one. */
  public static PartnerToken of(PartnerId partner) {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new PartnerToken(partner, partner + "." + secret);
  }

  /** Takes a text that was shown; nothing where it cannot be a token. */
  public static Optional<PartnerToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new PartnerToken(new PartnerId(form.group(1)), text))
        : Optional.empty();
  }

  /** Whose it claims to be. */
  public PartnerId partner() {
    return partner;
  }

  /** The secret itself, for its owner only. */
  public String text() {
    return text;
  }

  /** The SHA-256, in hex: random as the secret is, it needs no salt and no slow hash. */
  public String hash() {
    return HexFormat.of().formatHex(sha256());
  }

  /** Whether it is the partner's; takes as long for a near miss as for a wild guess. */
  public boolean isOf(Partner candidate) {
    return MessageDigest.isEqual(candidate.hashBytes(), sha256());
  }

  private byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Says whose it is and nothing more, wherever it may be printed. */
  @Override
  public String toString() {
    return "token of " + partner;
  }
}
