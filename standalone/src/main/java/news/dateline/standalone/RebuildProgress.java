package news.dateline.standalone;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/**
 * Prints the progress of a rebuild: a line at most every five seconds, so that a log or a pipe
 * receives whole lines. Not thread-safe.
 */
final class RebuildProgress implements LongConsumer {
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

  private final PrintStream out;
  private final Clock clock;
  private Instant next;

  RebuildProgress(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.next = clock.instant().plus(REPORT_INTERVAL);
  }

  @Override
  public void accept(long decidedEvents) {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(REPORT_INTERVAL);
      out.println(decidedEvents + " events decided");
    }
  }
}
