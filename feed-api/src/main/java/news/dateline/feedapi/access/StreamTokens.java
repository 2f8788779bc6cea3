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
 * Issues and verifies stream tokens, which can only open streams, and only for a short time. A
 * token is the partner's id and the expiry, signed with the hash of the partner's token. Every
 * replica has that hash, so each can verify the tokens of the others. A token becomes invalid with
 * the partner's token.
 */
final class StreamTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FORM =
      Pattern.compile("(([a-z0-9-]{1,64})\\.([0-9]{1,12}))\\.([A-Za-z0-9_-]{43})");

  private final Partners partners;
  private final Duration ttl;
  private final Clock clock;

  /** A new token and its expiry. */
  record Issued(String token, Instant expiresAt) {}

  /**
   * @param ttl how long a token can open a stream
   */
  StreamTokens(Partners partners, Duration ttl, Clock clock) {
    this.partners = partners;
    this.ttl = ttl;
    this.clock = clock;
  }

  Issued issue(Partner partner) {
    Instant end = clock.instant().plus(ttl).truncatedTo(ChronoUnit.SECONDS);
    String claim = partner.id() + "." + end.getEpochSecond();
    String signature =
        Base64.getUrlEncoder().withoutPadding().encodeToString(signature(claim, partner));
    return new Issued(claim + "." + signature, end);
  }

  /** Returns the partner of a token; empty if the token has expired or was never issued. */
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
      throw new IllegalStateException(e); // every JDK supports the algorithm
    }
  }
}
