package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayTests {
  private final RulesHarness harness = RulesHarness.open();

  @ParameterizedTest
  @CsvSource({
    // Midnight in Kyiv is 22:00 UTC in winter and 21:00 UTC in summer.
    "2025-02-03T21:59:59.999Z,2025-02-03",
    "2025-02-03T22:00:00Z,2025-02-04",
    "2024-07-01T20:59:59Z,2024-07-01",
    "2024-07-01T21:00:00Z,2024-07-02",
    // On the day of 25 hours one hour occurs twice.
    "2024-10-27T00:30:00Z,2024-10-27",
    "2024-10-27T01:30:00Z,2024-10-27",
    "2024-10-27T21:59:59Z,2024-10-27",
  })
  void theDayIsTheDateInTheTimeZoneOfTheFeed(Instant publishedAt, LocalDate day) {
    harness.publish("a", titled("Bridge reopens").withTimes(publishedAt, null));

    assertThat(harness.item("a").day()).isEqualTo(day);
  }
}
