package news.dateline.producer.security;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.eventlog.Sessions;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.web.ProblemHandler;
import news.dateline.support.web.TrustedProxies;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Authenticates editors by a bearer token or the cookie of a session. A request without a valid
 * token or cookie is answered with 401, and a request whose author lacks the right with 403, both
 * before the body is read. The desk page, its assets, the description of the API, health and
 * metrics are open. The request that opens a session is open, too: its body has the one-time code.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableConfigurationProperties(EditorSecurityProperties.class)
public class SecurityConfiguration {
  /** Wrong tokens after which an address is refused. A person seldom sends as many. */
  private static final int MAX_WRONG_TOKENS = 20;

  private static final Duration WRONG_TOKEN_INTERVAL = Duration.ofSeconds(3);

  private static final String[] PAGES = {
    "/", "/desk/*", "/desk/readers/*", "/openapi", "/openapi.yaml"
  };
  private static final String[] SIGN_IN_PAGES = {OpenIdSessions.SIGN_IN, OpenIdSessions.CALLBACK};

  /**
   * Returns the policy of the producer's pages.
   *
   * @param imageSources where pictures may be loaded from
   */
  public static String contentSecurityPolicy(String imageSources) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src "
        + imageSources
        + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  @Bean
  Authors authors(
      EditorSecurityProperties properties, Identities identities, Sessions sessions, Clock clock) {
    return new Authors(
        EditorToken.readOrCreate(properties.tokenFile()), identities, sessions, clock);
  }

  @Bean
  ClientAddresses clientAddresses(EditorSecurityProperties properties) {
    return new ClientAddresses(
        new TrustedProxies(
            "dateline.desk.trusted-proxies",
            properties.trustedProxies(),
            properties.forwardedHeader()));
  }

  @Bean
  AttemptLimit tokenLimit(Clock clock) {
    return new AttemptLimit(MAX_WRONG_TOKENS, WRONG_TOKEN_INTERVAL, clock);
  }

  @Bean
  BearerTokens bearerTokens(
      Authors authors,
      ClientAddresses addresses,
      AttemptLimit tokenLimit,
      Optional<JwtAuthors> jwtAuthors) {
    return new BearerTokens(authors, addresses, tokenLimit, jwtAuthors);
  }

  @Bean
  OpenSessions openSessions(Sessions sessions, Optional<OpenIdSessions> openId) {
    return new OpenSessions(sessions, openId);
  }

  @Bean
  SessionCookies sessionCookies(
      Authors authors, OpenSessions sessions, ClientAddresses addresses, AttemptLimit tokenLimit) {
    return new SessionCookies(authors, sessions, addresses, tokenLimit);
  }

  @Bean
  SecurityWebFilterChain securityWebFilterChain(
      ServerHttpSecurity http,
      BearerTokens tokens,
      SessionCookies cookies,
      Optional<OpenIdSessions> openId) {
    ServerAuthenticationEntryPoint unauthorized =
        (exchange, failure) -> unauthorized(exchange, openId.isPresent());
    return http
        // SessionCookies checks that requests with the cookie come from the desk
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    policy -> policy.policyDirectives(contentSecurityPolicy("'self'"))))
        .authorizeExchange(exchanges -> authorize(exchanges, openId.isPresent()))
        .addFilterAt(filter(tokens, tokens, unauthorized), SecurityWebFiltersOrder.AUTHENTICATION)
        .addFilterAt(cookieFilter(cookies, unauthorized), SecurityWebFiltersOrder.AUTHENTICATION)
        .exceptionHandling(failures -> failures.authenticationEntryPoint(unauthorized))
        .build();
  }

  private static void authorize(
      ServerHttpSecurity.AuthorizeExchangeSpec exchanges, boolean openId) {
    if (openId) {
      exchanges.pathMatchers(HttpMethod.GET, SIGN_IN_PAGES).permitAll();
    }
    exchanges
        .matchers(EndpointRequest.to("health", "prometheus"))
        .permitAll()
        .pathMatchers(HttpMethod.GET, PAGES)
        .permitAll()
        .pathMatchers(HttpMethod.POST, "/sessions")
        .permitAll()
        .anyExchange()
        .access(new RouteRights());
  }

  /**
   * Returns the filter for session cookies. The filter skips pages, their assets and the sign-in
   * with a provider, which are open, so that they are served while the provider of a session does
   * not answer.
   */
  private static AuthenticationWebFilter cookieFilter(
      SessionCookies cookies, ServerAuthenticationEntryPoint unauthorized) {
    AuthenticationWebFilter filter = filter(Mono::just, cookies, unauthorized);
    filter.setRequiresAuthenticationMatcher(
        new NegatedServerWebExchangeMatcher(
            ServerWebExchangeMatchers.matchers(
                ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, PAGES),
                ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, SIGN_IN_PAGES))));
    return filter;
  }

  private static AuthenticationWebFilter filter(
      ReactiveAuthenticationManager manager,
      ServerAuthenticationConverter converter,
      ServerAuthenticationEntryPoint unauthorized) {
    AuthenticationWebFilter filter = new AuthenticationWebFilter(manager);
    filter.setServerAuthenticationConverter(converter);
    filter.setAuthenticationFailureHandler(
        new ServerAuthenticationEntryPointFailureHandler(unauthorized));
    return filter;
  }

  /** Turns off the metrics of each security filter, which are expensive for each request. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * Allows every byte in header values: an Idempotency-Key may be any text, and its UTF-8 bytes
   * include some that the firewall treats as control characters.
   */
  @Bean
  StrictServerWebExchangeFirewall firewall() {
    StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
    firewall.setAllowedHeaderValues(value -> true);
    return firewall;
  }

  @Bean
  ServerExchangeRejectedHandler firewallResponse() {
    return (exchange, rejected) ->
        ProblemHandler.write(
            exchange,
            new ProblemException(
                ProblemType.BAD_REQUEST, "the path contains characters that are not allowed"));
  }

  private static Mono<Void> unauthorized(ServerWebExchange exchange, boolean openId) {
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return ProblemHandler.write(
        exchange,
        new ProblemException(
                ProblemType.UNAUTHORIZED, "send the header Authorization: Bearer with the token")
            .with("signIn", openId ? OpenIdSessions.SIGN_IN : null));
  }
}
