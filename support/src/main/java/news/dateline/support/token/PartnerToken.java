package news.dateline.support.token;

import java.util.Optional;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;

/** A partner's bearer token. Immutable. */
public final class PartnerToken {
  private final RandomToken token;

  private PartnerToken(RandomToken token) {
    this.token = token;
  }

  /** Creates a random token. */
  public static PartnerToken of(PartnerId partner) {
    return new PartnerToken(RandomToken.of(partner.value()));
  }

  /** Parses a token. Returns nothing if the text does not have the form of a token. */
  public static Optional<PartnerToken> parse(String text) {
    return RandomToken.parse(text).map(PartnerToken::new);
  }

  /** Returns the partner the token names. {@link #belongsTo} verifies it. */
  public PartnerId partner() {
    return new PartnerId(token.owner());
  }

  /** Returns the secret. Never log it. */
  public String text() {
    return token.text();
  }

  /** Returns the SHA-256 in hex. */
  public String hash() {
    return token.hash();
  }

  /** Returns true if the token is the partner's. Compares in constant time. */
  public boolean belongsTo(Partner candidate) {
    return token.hasHash(candidate.hashBytes());
  }

  /** Names the partner, but never the secret. */
  @Override
  public String toString() {
    return token.toString();
  }
}
