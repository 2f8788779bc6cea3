package news.dateline.feedapi;

import java.io.IOException;
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
 * what the first clients need: after every deployment and restart all of them connect at once. If
 * this fails it is logged, and the application becomes ready all the same.
 */
final class WarmUp implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int STREAMS = 32;
  private static final int CHANGES = 40;
  private static final int MISSED_CHANGES = 20;

  private final Duration duration;
  private final Supplier<WarmUpFeed> feeds;
  private int rounds;

  /**
   * @param duration zero: no warm-up
   * @param feeds opens a feed and starts its server
   */
  WarmUp(Duration duration, Supplier<WarmUpFeed> feeds) {
    this.duration = duration;
    this.feeds = feeds;
  }

  /** Spring calls this after the web server has started and before the application is ready. */
  @Override
  public void run(ApplicationArguments arguments) {
    if (duration.isZero()) {
      return;
    }
    long end = System.nanoTime() + duration.toNanos();
    try (WarmUpFeed feed = feeds.get()) {
      while (System.nanoTime() - end < 0) {
        runRound(feed, end);
        rounds++;
      }
    } catch (SocketTimeoutException e) {
      log.debug("The last round of the warm-up was not complete");
    } catch (IOException | RuntimeException | Error e) {
      log.warn("The warm-up failed, so the first clients are served slowly: {}", e.toString());
    }
    log.debug("Warmed up by {} complete rounds with {} streams each", rounds, STREAMS);
  }

  /** Returns the number of rounds that were completed. */
  int rounds() {
    return rounds;
  }

  private static void runRound(WarmUpFeed feed, long end) throws IOException {
    List<WarmUpClient> streams = new ArrayList<>();
    try {
      for (int i = 0; i < STREAMS; i++) {
        Cursor from = feed.behind(i % 2 == 0 ? 0 : MISSED_CHANGES);
        String header = "Last-Event-ID: " + from;
        streams.add(new WarmUpClient(feed.address(), feed.path() + "/stream", header, end));
      }
      for (WarmUpClient stream : streams) {
        stream.readTo("event: at");
      }
      for (int i = 0; i < CHANGES; i++) {
        // waits for one stream, so that each change is a write of its own
        streams.get(0).readTo("id: " + feed.publish() + "\n");
      }
      Cursor last = feed.publish();
      for (WarmUpClient stream : streams) {
        stream.readTo("id: " + last + "\n");
      }
    } finally {
      for (WarmUpClient stream : streams) {
        stream.close();
      }
    }
    read(feed, "application/json", "\"items\"", end);
    read(feed, "text/html", "</html>", end);
  }

  /** Reads the feed as a client does that opens no stream yet. */
  private static void read(WarmUpFeed feed, String type, String text, long end) throws IOException {
    String header = "Accept: " + type;
    try (WarmUpClient reader = new WarmUpClient(feed.address(), feed.path(), header, end)) {
      reader.readTo(text);
    }
  }
}
