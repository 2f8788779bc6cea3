package news.dateline.producer.security;

import java.time.Clock;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.web.ProblemHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Authenticates editors by their bearer token. Before its body is read, a request without a valid
 * token is answered with 401, and one whose token lacks the right with 403; the desk page, its
 * assets, the description of the API, health and metrics need no token.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableConfigurationProperties(EditorTokenProperties.class)
public class SecurityConfiguration {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Bean
  BearerTokens bearerTokens(EditorTokenProperties properties, Identities identities, Clock clock) {
    return new BearerTokens(EditorToken.readOrCreate(properties.tokenFile()), identities, clock);
  }

  @Bean
  SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http, BearerTokens tokens) {
    AuthenticationWebFilter bearer = new AuthenticationWebFilter(tokens);
    bearer.setServerAuthenticationConverter(tokens);
    bearer.setAuthenticationFailureHandler(
        new ServerAuthenticationEntryPointFailureHandler(SecurityConfiguration::unauthorized));
    return http
        // no cookie identifies the editor, so another site cannot send requests in their name
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
        .authorizeExchange(
            exchanges ->
                exchanges
                    .matchers(EndpointRequest.to("health", "prometheus"))
                    .permitAll()
                    .pathMatchers(HttpMethod.GET, "/", "/desk/*", "/openapi", "/openapi.yaml")
                    .permitAll()
                    .anyExchange()
                    .access(new RouteRights()))
        .addFilterAt(bearer, SecurityWebFiltersOrder.AUTHENTICATION)
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(SecurityConfiguration::unauthorized))
        .build();
  }

  /** Turns off the metrics of each security filter, which take a quarter of a request's time. */
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

  private static Mono<Void> unauthorized(
      ServerWebExchange exchange, AuthenticationException failure) {
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return ProblemHandler.write(
        exchange,
        new ProblemException(
            ProblemType.UNAUTHORIZED, "send the header Authorization: Bearer with the token"));
  }
}
