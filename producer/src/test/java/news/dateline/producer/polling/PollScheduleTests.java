package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTests {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  @ParameterizedTest
  @CsvSource({"0.0,PT9M", "0.5,PT10M", "1.0,PT11M"})
  void thePollsOfManySourcesAreATenthApart(double random, Duration wait) {
    Instant next = new PollSchedule(CLOCK, () -> random).afterSuccess(INTERVAL);

    assertThat(Duration.between(NOW, next)).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource({"1,PT20M", "2,PT40M", "5,PT5H20M", "6,PT6H", "1000000,PT6H"})
  void theIntervalDoublesWithEachFailureUpToSixHours(int failures, Duration wait) {
    assertThat(after(failures, INTERVAL, null)).isEqualTo(wait);
  }

  @Test
  void anIntervalAboveSixHoursIsNotShortenedByAFailure() {
    assertThat(after(1, Duration.ofHours(24), null)).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void aServerThatAsksForMoreTimeGetsIt() {
    assertThat(after(1, INTERVAL, Duration.ofHours(3))).isEqualTo(Duration.ofHours(3));
    assertThat(after(1, INTERVAL, Duration.ofSeconds(3))).isEqualTo(Duration.ofMinutes(20));
  }

  private static Duration after(int failures, Duration interval, Duration retryAfter) {
    PollSchedule schedule = new PollSchedule(CLOCK, () -> 0.5);
    return Duration.between(NOW, schedule.afterFailure(interval, failures, retryAfter));
  }
}
