package news.dateline.producer.security;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.IdentityId;
import news.dateline.support.token.RandomToken;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Authenticates a request by the token in its {@code Authorization: Bearer} header (RFC 6750,
 * section 2.1). The token is that of the token file, of an identity or of an OpenID provider.
 * Thread-safe.
 */
final class BearerTokens implements ServerAuthenticationConverter, ReactiveAuthenticationManager {
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*)");

  private static final Pattern JWT = Pattern.compile("[^.]+\\.[^.]+\\.[^.]+");

  private final Authors authors;
  private final ClientAddresses addresses;
  private final AttemptLimit limit;
  private final Optional<JwtAuthors> jwtAuthors;

  /**
   * @param jwtAuthors empty if no provider is configured
   */
  BearerTokens(
      Authors authors,
      ClientAddresses addresses,
      AttemptLimit limit,
      Optional<JwtAuthors> jwtAuthors) {
    this.authors = authors;
    this.jwtAuthors = jwtAuthors;
    this.addresses = addresses;
    this.limit = limit;
  }

  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty()) {
      return Mono.empty();
    }
    Matcher bearer = BEARER.matcher(headers.get(0).strip());
    return headers.size() == 1 && bearer.matches()
        ? Mono.just(
            UsernamePasswordAuthenticationToken.unauthenticated(
                addresses.of(exchange.getRequest()), bearer.group(1)))
        : Mono.error(
            new BadCredentialsException("The Authorization header is not one bearer token"));
  }

  @Override
  public Mono<Authentication> authenticate(Authentication presented) {
    return Mono.defer(
        () -> authenticate(presented.getName(), String.valueOf(presented.getCredentials())));
  }

  private Mono<Authentication> authenticate(String address, String text) {
    String hash = RandomToken.hashOf(text);
    return limit
        .attempt(address, hash, () -> find(text, hash))
        .cast(Authentication.class)
        .switchIfEmpty(Mono.error(() -> new BadCredentialsException("The token is not valid")));
  }

  private Mono<EditorAuthentication> find(String text, String hash) {
    Optional<EditorAuthentication> author = authors.bootstrap(hash);
    if (author.isPresent()) {
      return Mono.just(author.get());
    }
    if (jwtAuthors.isPresent() && JWT.matcher(text).matches()) {
      return jwtAuthors.get().find(text);
    }
    return Mono.justOrEmpty(
        RandomToken.parse(text)
            .flatMap(token -> authors.find(new IdentityId(token.owner()), hash)));
  }
}
