package news.dateline.feedapi;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import news.dateline.events.Cursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Opens streams, publishes and reads before the application is ready, so that the JVM has compiled
 * what the first readers need. Every deploy and every restart is followed by the return of all
 * readers at once. A rehearsal that fails is logged, and the application becomes ready all the
 * same.
 */
final class Rehearsal implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
  private static final int STREAMS = 32;
  private static final int CHANGES = 40;
  private static final int BEHIND = 20;

  private final Duration duration;
  private final Supplier<RehearsalFeed> feeds;
  private int rounds;

  /**
   * @param duration zero: no rehearsal
   * @param feeds opens a feed and starts its server
   */
  Rehearsal(Duration duration, Supplier<RehearsalFeed> feeds) {
    this.duration = duration;
    this.feeds = feeds;
  }

  /** Spring calls this after the web server has started and before the application is ready. */
  @Override
  public void run(ApplicationArguments arguments) {
    if (duration.isZero() || hasCache()) {
      return;
    }
    long end = System.nanoTime() + duration.toNanos();
    try (RehearsalFeed feed = feeds.get()) {
      while (System.nanoTime() - end < 0) {
        rehearse(feed, end);
        rounds++;
      }
    } catch (SocketTimeoutException e) {
      log.debug("The last round of the rehearsal was not complete");
    } catch (IOException | RuntimeException e) {
      log.warn("The rehearsal failed, so the first readers are served slowly: {}", e.toString());
    }
    log.info("Rehearsed {} complete rounds with {} streams each", rounds, STREAMS);
  }

  /** Returns the number of rounds that were completed. */
  int rounds() {
    return rounds;
  }

  /** Returns true if the JVM was started with an AOT cache, which knows the same code. */
  private static boolean hasCache() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(argument -> argument.startsWith("-XX:AOTCache="));
  }

  private static void rehearse(RehearsalFeed feed, long end) throws IOException {
    List<RehearsalClient> streams = new ArrayList<>();
    try {
      for (int i = 0; i < STREAMS; i++) {
        Cursor from = feed.behind(i % 2 == 0 ? 0 : BEHIND);
        String header = "Last-Event-ID: " + from;
        streams.add(new RehearsalClient(feed.port(), feed.path() + "/stream", header, end));
      }
      for (RehearsalClient stream : streams) {
        stream.readTo("event: at");
      }
      for (int i = 0; i < CHANGES; i++) {
        // waits for one stream, so that each change is a write of its own
        streams.get(0).readTo("id: " + feed.publish() + "\n");
      }
      Cursor last = feed.publish();
      for (RehearsalClient stream : streams) {
        stream.readTo("id: " + last + "\n");
      }
    } finally {
      for (RehearsalClient stream : streams) {
        stream.close();
      }
    }
    read(feed, "application/json", "\"items\"", end);
    read(feed, "text/html", "</html>", end);
  }

  /** Reads the feed as a client does that opens no stream yet. */
  private static void read(RehearsalFeed feed, String type, String text, long end)
      throws IOException {
    String header = "Accept: " + type;
    try (RehearsalClient reader = new RehearsalClient(feed.port(), feed.path(), header, end)) {
      reader.readTo(text);
    }
  }
}
