package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RebuildProgressTests {
  private Instant now = Instant.EPOCH;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }
      };

  @Test
  void wholeLinesArePrintedAtMostEveryFiveSeconds() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    RebuildProgress progress = new RebuildProgress(new PrintStream(printed, true, UTF_8), clock);

    for (int second = 0; second <= 11; second++) {
      now = Instant.EPOCH.plus(Duration.ofSeconds(second));
      progress.accept(second * 100L);
    }

    assertThat(printed.toString(UTF_8))
        .isEqualTo("500 events decided%n1000 events decided%n".formatted());
  }
}
