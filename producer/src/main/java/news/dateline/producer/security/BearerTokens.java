package news.dateline.producer.security;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Authenticates a request by the editor token in its {@code Authorization: Bearer} header (RFC
 * 6750, section 2.1). Thread-safe.
 */
final class BearerTokens implements ServerAuthenticationConverter, ReactiveAuthenticationManager {
  private static final String EDITOR_NAME = "editor";
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*)");

  private final EditorToken token;

  BearerTokens(EditorToken token) {
    this.token = token;
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
            UsernamePasswordAuthenticationToken.unauthenticated(EDITOR_NAME, bearer.group(1)))
        : Mono.error(
            new BadCredentialsException("The Authorization header is not one bearer token"));
  }

  @Override
  public Mono<Authentication> authenticate(Authentication presented) {
    return token.matches(String.valueOf(presented.getCredentials()))
        ? Mono.just(UsernamePasswordAuthenticationToken.authenticated(EDITOR_NAME, "", List.of()))
        : Mono.error(new BadCredentialsException("The token is not the editor token"));
  }
}
