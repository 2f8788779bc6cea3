package news.dateline.events;

import java.time.Instant;

/**
 * The tokens that an OpenID provider has issued for a session.
 *
 * @param sealed the tokens, encrypted with a key that follows from the secret of the session's
 *     cookie: only a request of the browser can open them
 * @param expiresAt the time from which the session is of no use until the provider was asked again
 */
public record ProviderTokens(String sealed, Instant expiresAt) {
  public ProviderTokens {
    FieldLimits.requirePresent("sealed", sealed);
    FieldLimits.requirePresent("expiresAt", expiresAt);
  }
}
