package news.dateline.producer.openid;

import java.util.Objects;
import news.dateline.producer.security.Authors;
import news.dateline.producer.security.EditorAuthentication;
import news.dateline.producer.security.JwtAuthors;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

/** Accepts access tokens of the provider, as a resource server of OAuth 2. Thread-safe. */
final class JwtTokens implements JwtAuthors {
  private final ReactiveJwtDecoder decoder;
  private final ProviderContact contact;
  private final OpenIdProperties settings;
  private final Authors authors;

  JwtTokens(
      ReactiveJwtDecoder decoder,
      ProviderContact contact,
      OpenIdProperties settings,
      Authors authors) {
    this.decoder = decoder;
    this.contact = contact;
    this.settings = settings;
    this.authors = authors;
  }

  @Override
  public Mono<EditorAuthentication> find(String jwt) {
    return contact
        .watch(decoder.decode(jwt))
        .onErrorResume(JwtException.class, invalid -> Mono.empty())
        // two tokens without a subject would belong to the same author
        .filter(token -> StringUtils.hasText(token.getSubject()) && token.getExpiresAt() != null)
        .map(this::author)
        // an identity exists if the author has signed in to the desk; a chief may revoke it
        .filter(author -> !authors.isRevoked(author.id()));
  }

  private EditorAuthentication author(Jwt token) {
    ClaimedAuthor author = ClaimedAuthor.of(token, settings);
    return new EditorAuthentication(
        author.id(), author.profile(), Objects.requireNonNull(token.getExpiresAt()));
  }
}
