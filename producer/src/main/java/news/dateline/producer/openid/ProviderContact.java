package news.dateline.producer.openid;

import com.nimbusds.jose.JOSEException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/**
 * Records whether the OpenID provider answers. Limits the time of each call to the provider, logs
 * the first call that fails and the first call that succeeds after it. If the provider does not
 * answer, the health status is {@code UNKNOWN} and not {@code DOWN}, because editors who are signed
 * in go on working. Thread-safe.
 */
final class ProviderContact implements HealthIndicator {
  private static final Logger log = LoggerFactory.getLogger(ProviderContact.class);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

  /** Time after a call without an answer in which further calls fail at once. */
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

  /**
   * Error codes that are no decision of the provider: the first two report a fault of the provider,
   * and Spring Security sets the third for a response that is not one of OAuth 2.
   */
  private static final Set<String> NO_ANSWERS =
      Set.of("server_error", "temporarily_unavailable", "invalid_token_response");

  private final String issuer;
  private final Clock clock;
  private final AtomicBoolean away = new AtomicBoolean();
  private volatile Instant nextAttempt = Instant.MIN;

  ProviderContact(String issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * Returns the call with a limit of its time. If the provider does not answer, the call fails with
   * {@link ProblemType#PROVIDER_UNAVAILABLE}, and all calls of the next 5 s fail so at once. If the
   * provider refuses the call, its error is passed on unchanged.
   */
  <T> Mono<T> watch(Mono<T> call) {
    Mono<T> watched =
        call.timeout(RESPONSE_TIMEOUT)
            .doOnSuccess(answer -> answered())
            .onErrorMap(failure -> !isAnswer(failure), this::unavailable);
    return Mono.defer(
        () -> clock.instant().isBefore(nextAttempt) ? Mono.error(problem()) : watched);
  }

  /** Returns true if the provider has answered: it refuses the call, or its token is not valid. */
  static boolean isAnswer(Throwable failure) {
    if (failure instanceof OAuth2AuthorizationException refused) {
      return !NO_ANSWERS.contains(refused.getError().getErrorCode());
    }
    if (failure instanceof OAuth2AuthenticationException refused) {
      // Spring Security also reports a lost connection to the UserInfo endpoint in this way
      return !NO_ANSWERS.contains(refused.getError().getErrorCode())
          && !(refused.getCause() instanceof WebClientRequestException);
    }
    if (failure instanceof JwtException) {
      // Spring Security also wraps in this type what kept it from loading the metadata
      return failure instanceof BadJwtException || failure.getCause() instanceof JOSEException;
    }
    return failure instanceof ProblemException;
  }

  private void answered() {
    if (away.getAndSet(false)) {
      log.info("The OpenID provider {} answers again", issuer);
    }
  }

  private ProblemException unavailable(Throwable cause) {
    nextAttempt = clock.instant().plus(RETRY_INTERVAL);
    if (!away.getAndSet(true)) {
      log.warn(
          "The OpenID provider {} does not answer ({}): nobody can sign in with it, and its"
              + " sessions last as long as their tokens",
          issuer,
          describe(cause));
    }
    return problem();
  }

  /**
   * Returns a text for the log. For an error of OAuth 2 that is its code, because its description
   * may quote the response, which contains tokens.
   */
  private static String describe(Throwable cause) {
    if (cause instanceof OAuth2AuthorizationException refused) {
      return refused.getError().getErrorCode();
    }
    return cause instanceof OAuth2AuthenticationException refused
        ? refused.getError().getErrorCode()
        : cause.toString();
  }

  private static ProblemException problem() {
    return new ProblemException(
            ProblemType.PROVIDER_UNAVAILABLE, "try again when the provider of your account answers")
        .retryAfter(RETRY_INTERVAL);
  }

  @Override
  public Health health() {
    Health.Builder health = away.get() ? Health.unknown() : Health.up();
    return health.withDetail("issuer", issuer).withDetail("answers", !away.get()).build();
  }
}
