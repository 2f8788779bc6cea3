package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollScheduleTests {
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  /** Without jitter. */
  private final PollSchedule schedule = new PollSchedule(CLOCK, () -> 0.5);

  @Test
  void aSourceThatAnswersIsPolledAfterItsInterval() {
    assertThat(schedule.afterSuccess(INTERVAL)).isEqualTo("2025-02-04T12:05:00Z");
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 20", "3, 40", "4, 60", "5, 60", "1000000, 60"})
  void theIntervalDoublesWithEachFailureUpToAnHour(int failures, int minutes) {
    assertThat(schedule.afterFailure(INTERVAL, failures, null))
        .isEqualTo(NOON.plus(Duration.ofMinutes(minutes)));
  }

  @Test
  void aSourceWithALongerIntervalKeepsItAfterFailures() {
    assertThat(schedule.afterFailure(Duration.ofHours(6), 3, null))
        .isEqualTo("2025-02-04T18:00:00Z");
  }

  @Test
  void aTenthOfTheIntervalIsLeftToChance() {
    assertThat(new PollSchedule(CLOCK, () -> 0).afterSuccess(INTERVAL))
        .isEqualTo("2025-02-04T12:04:30Z");
    assertThat(new PollSchedule(CLOCK, () -> Math.nextDown(1.0)).afterSuccess(INTERVAL))
        .isEqualTo("2025-02-04T12:05:30Z");
    assertThat(new PollSchedule(CLOCK, () -> 0).afterFailure(INTERVAL, 1, null))
        .isEqualTo("2025-02-04T12:09:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "1800, 2025-02-04T12:30:00Z",
    "'Tue, 04 Feb 2025 13:30:00 GMT', 2025-02-04T13:30:00Z",
    "999999999, 2025-02-05T12:00:00Z",
    "'Sun, 04 Feb 2035 13:30:00 GMT', 2025-02-05T12:00:00Z"
  })
  void whatAServerAsksForIsWaitedUpToADay(String retryAfter, String due) {
    assertThat(schedule.afterFailure(INTERVAL, 1, retryAfter)).isEqualTo(due);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "60", "-5", "soon", "", "Tue, 04 Feb 2025 11:30:00 GMT"})
  void aServerCannotAskForLessThanTheBackOff(String retryAfter) {
    assertThat(schedule.afterFailure(INTERVAL, 1, retryAfter)).isEqualTo("2025-02-04T12:10:00Z");
  }
}
