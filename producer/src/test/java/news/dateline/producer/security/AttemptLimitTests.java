package news.dateline.producer.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import news.dateline.producer.problem.ProblemException;
import org.junit.jupiter.api.Test;

class AttemptLimitTests {
  private Instant now = Instant.parse("2025-02-04T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final AttemptLimit limit =
      new AttemptLimit(3, Duration.ofSeconds(20), clock.withZone(ZoneOffset.UTC));

  @Test
  void anAddressIsRefusedAfterItsFailuresAndRecoversOneAttemptAtATime() {
    for (int i = 0; i < 3; i++) {
      assertThat(isRefused("a", "x")).isFalse();
      limit.failed("a");
    }
    assertThat(isRefused("a", "x")).isTrue();
    assertThat(isRefused("b", "x")).isFalse();

    now = now.plusSeconds(20);
    assertThat(isRefused("a", "x")).isFalse();
    limit.failed("a");
    assertThat(isRefused("a", "x")).isTrue();
  }

  @Test
  void whatAnAddressHasShownWithSuccessIsAcceptedWhileItIsRefused() {
    limit.succeeded("a", "colleague");
    for (int i = 0; i < 10; i++) {
      limit.failed("a");
    }

    assertThat(isRefused("a", "guess")).isTrue();
    assertThatNoException().isThrownBy(() -> limit.check("a", "colleague"));
    limit.failed("b");
    limit.failed("b");
    limit.failed("b");
    assertThat(isRefused("b", "colleague")).isTrue();
  }

  @Test
  void theAnswerSaysWhenToTryAgain() {
    for (int i = 0; i < 4; i++) {
      limit.failed("a");
    }

    try {
      limit.check("a", "x");
    } catch (ProblemException e) {
      assertThat(e.getHeaders().getFirst("Retry-After")).isEqualTo("41");
      assertThat(e.getStatusCode().value()).isEqualTo(429);
      return;
    }
    throw new AssertionError("not refused");
  }

  private boolean isRefused(String address, String secret) {
    try {
      limit.check(address, secret);
      return false;
    } catch (ProblemException e) {
      return true;
    }
  }
}
