package news.dateline.producer.openid;

import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.security.EditorAuthentication;
import news.dateline.producer.security.JwtAuthors;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** Accepts access tokens of the provider, as a resource server of OAuth 2. Thread-safe. */
final class JwtTokens implements JwtAuthors {
  private final ReactiveJwtDecoder decoder;
  private final ProviderContact contact;
  private final OpenIdProperties settings;
  private final Identities identities;

  JwtTokens(
      ReactiveJwtDecoder decoder,
      ProviderContact contact,
      OpenIdProperties settings,
      Identities identities) {
    this.decoder = decoder;
    this.contact = contact;
    this.settings = settings;
    this.identities = identities;
  }

  @Override
  public Mono<EditorAuthentication> find(String jwt) {
    return contact
        .watch(decoder.decode(jwt))
        .onErrorResume(JwtException.class, invalid -> Mono.empty())
        .map(token -> ClaimedAuthor.of(token, settings))
        .filter(this::isInForce)
        .map(author -> new EditorAuthentication(author.id(), author.profile(), null));
  }

  /** A chief can revoke the identity of an author who has signed in to the desk. */
  private boolean isInForce(ClaimedAuthor author) {
    if (!identities.isCaughtUp()) {
      throw EventLog.unavailable(null);
    }
    return identities.lastRead(author.id()).map(known -> known.revokedAt() == null).orElse(true);
  }
}
