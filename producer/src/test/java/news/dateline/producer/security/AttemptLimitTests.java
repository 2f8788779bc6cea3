package news.dateline.producer.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import news.dateline.producer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class AttemptLimitTests {
  private static final int BURST = 3;
  private static final Duration INTERVAL = Duration.ofSeconds(20);
  private static final Duration MAX_WAIT = Duration.ofMinutes(1);

  private Instant now = Instant.parse("2025-02-04T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final AttemptLimit limit =
      new AttemptLimit(BURST, INTERVAL, clock.withZone(ZoneOffset.UTC));
  private final AtomicInteger checks = new AtomicInteger();

  @Test
  void anAddressIsRefusedAfterItsFailuresAndRecoversOneAttemptAtATime() {
    for (int i = 0; i < BURST; i++) {
      assertThat(isRefused("a", "x")).isFalse();
    }
    assertThat(isRefused("a", "x")).isTrue();
    assertThat(isRefused("b", "x")).isFalse();

    now = now.plus(INTERVAL);
    assertThat(isRefused("a", "x")).isFalse();
    assertThat(isRefused("a", "x")).isTrue();
  }

  @Test
  void whatAnAddressHasShownWithSuccessIsAcceptedWhileItIsRefused() {
    accept("a", "colleague");
    for (int i = 0; i < BURST; i++) {
      isRefused("a", "guess");
      isRefused("b", "guess");
    }

    assertThat(isRefused("a", "guess")).isTrue();
    accept("a", "colleague");
    assertThat(isRefused("b", "colleague")).isTrue();
  }

  @Test
  void whatTheServiceHasIssuedToAnAddressIsAcceptedFromItOnlyWhileItIsRefused() {
    for (int i = 0; i < BURST; i++) {
      isRefused("a", "guess");
      isRefused("b", "guess");
    }

    limit.exempt("a", "issued");

    accept("a", "issued");
    assertThat(isRefused("b", "issued")).isTrue();
    assertThat(isRefused("a", "guess")).isTrue();
  }

  @Test
  void aSecretThatIsNoLongerAcceptedIsLimitedLikeAnyOther() {
    accept("a", "revoked");
    for (int i = 0; i <= BURST; i++) {
      assertThat(isRefused("a", "revoked")).isFalse();
    }

    assertThat(isRefused("a", "revoked")).isTrue();
  }

  @Test
  void theAnswerSaysWhenToTryAgain() {
    for (int i = 0; i < BURST; i++) {
      isRefused("a", "x");
    }

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> limit.attempt("a", "x", Mono::empty).block())
        .satisfies(
            refused -> {
              assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("21");
              assertThat(refused.getStatusCode().value()).isEqualTo(429);
            });
  }

  @Test
  void ofManyGuessesAtOnceOnlyTheBurstIsCheckedAndTheyDoNotLockTheAddressOutForLonger() {
    Sinks.Empty<String> answer = Sinks.empty();
    List<CompletableFuture<Boolean>> guesses = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      guesses.add(refused("a", "guess " + i, answer::asMono).toFuture());
    }
    assertThat(checks).hasValue(BURST);

    answer.tryEmitEmpty();
    long refused =
        guesses.stream().map(CompletableFuture::join).filter(Boolean::booleanValue).count();

    assertThat(refused).isEqualTo(200 - BURST);
    assertThat(checks).hasValue(BURST);
    now = now.plus(INTERVAL);
    assertThat(isRefused("a", "x")).isFalse();
  }

  @Test
  void manyRightSecretsAtOnceFromOneAddressAreAllAccepted() {
    List<String> accepted =
        Flux.range(0, 200)
            .flatMap(
                i ->
                    limit.attempt(
                        "a", "editor " + i, () -> Mono.delay(Duration.ofMillis(1)).map(n -> "ok")),
                200)
            .collectList()
            .block(MAX_WAIT);

    assertThat(accepted).hasSize(200);
  }

  @Test
  void manyRequestsOfOnePageAreAllAcceptedEvenIfTheAddressMayFailOnlyOnceMore() {
    IntStream.range(1, BURST).forEach(i -> isRefused("a", "guess"));
    Sinks.One<String> answer = Sinks.one();
    List<CompletableFuture<Boolean>> requests = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      requests.add(refused("a", "cookie", answer::asMono).toFuture());
    }
    assertThat(checks).hasValue(BURST);

    answer.tryEmitValue("author");

    assertThat(requests).allSatisfy(request -> assertThat(request.join()).isFalse());
  }

  @Test
  void anAttemptThatTheServiceCouldNotDecideDoesNotCount() {
    accept("a", "colleague");
    for (int i = 0; i < 2 * BURST; i++) {
      Mono<String> away =
          limit.attempt(
              "a",
              i % 2 == 0 ? "x" : "colleague",
              () -> Mono.error(new IllegalStateException("Kafka does not answer")));
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(away::block);
    }

    for (int i = 0; i < BURST; i++) {
      assertThat(isRefused("a", "x")).isFalse();
    }
    accept("a", "colleague");
  }

  @Test
  void aRightSecretWhoseClientDisconnectsIsAccepted() {
    Sinks.One<String> answer = Sinks.one();
    accept("a", "colleague");
    for (String address : List.of("a", "b")) {
      for (int i = 0; i < BURST; i++) {
        limit.attempt(address, "colleague", answer::asMono).subscribe().dispose();
      }
    }

    answer.tryEmitValue("author");

    for (String address : List.of("a", "b")) {
      for (int i = 0; i < BURST; i++) {
        assertThat(isRefused(address, "guess")).isFalse();
      }
      accept(address, "colleague");
    }
  }

  @Test
  void aGuessWhoseClientDisconnectsFails() {
    Sinks.Empty<String> answer = Sinks.empty();
    for (int i = 0; i < 2 * BURST; i++) {
      refused("a", "guess " + i, answer::asMono).subscribe().dispose();
    }
    assertThat(checks).hasValue(BURST);

    answer.tryEmitEmpty();

    assertThat(isRefused("a", "x")).isTrue();
  }

  @Test
  void anAttemptWaitsForThoseInProgressForSecondsOnly() {
    for (int i = 0; i < BURST; i++) {
      refused("a", "slow", Mono::never).subscribe();
    }

    StepVerifier.withVirtualTime(() -> limit.attempt("a", "x", Mono::empty))
        .thenAwait(MAX_WAIT)
        .verifyErrorSatisfies(
            refused ->
                assertThat(((ProblemException) refused).getHeaders().getFirst("Retry-After"))
                    .isEqualTo("1"));
  }

  private void accept(String address, String secret) {
    assertThat(limit.attempt(address, secret, () -> Mono.just("author")).block())
        .isEqualTo("author");
  }

  /** Presents a wrong secret. */
  private boolean isRefused(String address, String secret) {
    return Boolean.TRUE.equals(refused(address, secret, Mono::empty).block(MAX_WAIT));
  }

  private Mono<Boolean> refused(String address, String secret, Supplier<Mono<String>> check) {
    return limit
        .attempt(
            address,
            secret,
            () -> {
              checks.incrementAndGet();
              return check.get();
            })
        .map(author -> false)
        .onErrorReturn(ProblemException.class, true)
        .defaultIfEmpty(false);
  }
}
