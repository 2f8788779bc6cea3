package news.dateline.feedapi.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionTests {
  private static final int LIMIT = 10;

  private final Admission admission = new Admission(LIMIT, 0, new SimpleMeterRegistry());

  @Test
  void clientsReconnectSpreadAroundThreeSeconds() {
    assertThat(retries()).allMatch(retry -> isBetween(retry, 2, 4));
    assertThat(Set.copyOf(retries())).hasSizeGreaterThan(50);
  }

  @Test
  void clientsReconnectLaterWhileEventLoopsAreOverloaded() {
    admission.overloaded(true);
    assertThat(retries()).allMatch(retry -> isBetween(retry, 8, 16));

    admission.overloaded(false);
    assertThat(retries()).allMatch(retry -> isBetween(retry, 2, 4));
  }

  @Test
  void clientsReconnectLaterWhenTheLimitIsNear() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(admission.tryAcquire("192.0.2.1", null)).isTrue();
    }
    assertThat(retries()).allMatch(retry -> isBetween(retry, 8, 16));

    admission.release("192.0.2.1", null);
    admission.release("192.0.2.1", null);
    assertThat(retries()).allMatch(retry -> isBetween(retry, 2, 4));
  }

  @Test
  void theDelaysOfAStopAndOfAnOldStreamDoNotDependOnTheLoad() {
    admission.overloaded(true);

    assertThat(admission.otherReplicaRetry().toMillis()).isBetween(2_000L, 4_000L);
    assertThat(admission.resumeRetry().toMillis()).isBetween(200L, 400L);
  }

  private List<Duration> retries() {
    return IntStream.range(0, 100).mapToObj(i -> admission.retry()).toList();
  }

  private static boolean isBetween(Duration retry, int minSeconds, int maxSeconds) {
    return retry.toMillis() >= minSeconds * 1_000L && retry.toMillis() <= maxSeconds * 1_000L;
  }
}
