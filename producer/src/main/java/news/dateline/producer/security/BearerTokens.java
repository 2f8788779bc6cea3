package news.dateline.producer.security;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Role;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Identities;
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
 * Authenticates a request by the token of the token file or of an identity in its {@code
 * Authorization: Bearer} header (RFC 6750, section 2.1). Thread-safe.
 */
final class BearerTokens implements ServerAuthenticationConverter, ReactiveAuthenticationManager {
  /** The bearer of the token file. Events of before identities were identified by this name. */
  private static final IdentityId BOOTSTRAP = new IdentityId("editor");

  private static final IdentityProfile CHIEF =
      new IdentityProfile(null, List.of(Role.CHIEF), null, null, null);
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*)");

  private final EditorToken bootstrap;
  private final Identities identities;
  private final Clock clock;

  BearerTokens(EditorToken bootstrap, Identities identities, Clock clock) {
    this.bootstrap = bootstrap;
    this.identities = identities;
    this.clock = clock;
  }

  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty()) {
      return Mono.empty();
    }
    Matcher bearer = BEARER.matcher(headers.get(0).strip());
    return headers.size() == 1 && bearer.matches()
        ? Mono.just(UsernamePasswordAuthenticationToken.unauthenticated("", bearer.group(1)))
        : Mono.error(
            new BadCredentialsException("The Authorization header is not one bearer token"));
  }

  @Override
  public Mono<Authentication> authenticate(Authentication presented) {
    String text = String.valueOf(presented.getCredentials());
    if (bootstrap.matches(text)) {
      return Mono.just(new EditorAuthentication(BOOTSTRAP, CHIEF));
    }
    Optional<RandomToken> token = RandomToken.parse(text);
    if (token.isPresent() && !identities.isCaughtUp()) {
      return Mono.error(EventLog.unavailable(null));
    }
    return Mono.justOrEmpty(token.flatMap(this::identify))
        .switchIfEmpty(Mono.error(() -> new BadCredentialsException("The token is not valid")));
  }

  private Optional<Authentication> identify(RandomToken token) {
    return identities
        .lastRead(new IdentityId(token.owner()))
        .filter(identity -> token.hasHash(identity.hashBytes()))
        .filter(identity -> identity.isValidAt(clock.instant()))
        .<Authentication>map(
            identity -> new EditorAuthentication(identity.id(), identity.profile()));
  }
}
