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
  void readersAreAskedToComeBackAtDifferentTimesAroundThreeSeconds() {
    assertThat(asked()).allMatch(retry -> isBetween(retry, 2, 4));
    assertThat(Set.copyOf(asked())).hasSizeGreaterThan(50);
  }

  @Test
  void readersAreAskedToComeBackLaterWhileTheEventLoopsAreLate() {
    admission.overloaded(true);
    assertThat(asked()).allMatch(retry -> isBetween(retry, 8, 16));

    admission.overloaded(false);
    assertThat(asked()).allMatch(retry -> isBetween(retry, 2, 4));
  }

  @Test
  void readersAreAskedToComeBackLaterWhereAlmostAllPlacesAreTaken() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(admission.tryAcquire("192.0.2.1", null)).isTrue();
    }
    assertThat(asked()).allMatch(retry -> isBetween(retry, 8, 16));

    admission.release("192.0.2.1", null);
    admission.release("192.0.2.1", null);
    assertThat(asked()).allMatch(retry -> isBetween(retry, 2, 4));
  }

  /** What a hundred are told. */
  private List<Duration> asked() {
    return IntStream.range(0, 100).mapToObj(i -> admission.retry()).toList();
  }

  private static boolean isBetween(Duration retry, int least, int most) {
    return retry.toMillis() >= least * 1_000L && retry.toMillis() <= most * 1_000L;
  }
}
