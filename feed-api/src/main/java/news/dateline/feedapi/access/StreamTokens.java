package news.dateline.feedapi.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;

/**
 * Tokens that open streams for a moment, and nothing else: partner, end, and both signed with the
 * hash of the partner's token. Every replica has that hash, so each knows the others' tokens
 * without a word between them; and it goes with the partner's token.
 */
public final class StreamTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FORM =
      Pattern.compile("(([a-z0-9-]{1,64})\\.([0-9]{1,12}))\\.([A-Za-z0-9_-]{43})");

  private final Partners partners;
  private final Duration life;
  private final Clock clock;

  /** A new token, and when it lapses. */
  public record Issued(String token, Instant expiresAt) {}

  /**
   * @param life how long a token can open a stream
   */
  public StreamTokens(Partners partners, Duration life, Clock clock) {
    this.partners = partners;
    this.life = life;
    this.clock = clock;
  }

  Issued issue(Partner partner) {
    Instant end = clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
    String claim = partner.id() + "." + end.getEpochSecond();
    String signature =
        Base64.getUrlEncoder().withoutPadding().encodeToString(signature(claim, partner));
    return new Issued(claim + "." + signature, end);
  }

  /** The partner whose token this is; nothing for one that has lapsed or was never issued. */
  Optional<Partner> read(String token) {
    Matcher form = FORM.matcher(token);
    if (!form.matches() || clock.instant().getEpochSecond() >= Long.parseLong(form.group(3))) {
      return Optional.empty();
    }
    byte[] shown = Base64.getUrlDecoder().decode(form.group(4));
    return partners
        .find(new PartnerId(form.group(2)))
        .filter(partner -> MessageDigest.isEqual(signature(form.group(1), partner), shown));
  }

  private static byte[] signature(String claim, Partner partner) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(partner.hashBytes(), ALGORITHM));
      return mac.doFinal(claim.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
