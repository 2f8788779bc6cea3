package news.dateline.testbed.load;

import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StartedEvent;
import com.launchdarkly.eventsource.StreamEvent;
import com.launchdarkly.eventsource.StreamException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import news.dateline.events.Json;
import news.dateline.testbed.stream.FeedStream;
import news.dateline.testbed.terminal.CommandFailedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One reader of the stream, on a thread of its own, noting when each numbered item came. */
final class Subscriber implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final FeedStream stream;
  private final String prefix;
  private final AtomicLongArray arrivals;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread thread = new Thread(this::follow, "subscriber");
  private volatile @Nullable CommandFailedException failure;
  private long lastSeq;
  private int doubled;
  private int outOfOrder;
  private int connections;

  /**
   * Connects, and returns once it has its place in the stream.
   *
   * @param prefix what an item's id has before its number
   * @param total how many items there will be
   */
  Subscriber(FeedStream stream, String prefix, int total) {
    this.stream = stream;
    this.prefix = prefix;
    this.arrivals = new AtomicLongArray(total);
  }

  void start() throws InterruptedException {
    thread.setDaemon(true);
    thread.start();
    boolean inTime = ready.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    CommandFailedException problem = failure;
    if (problem != null) {
      throw problem;
    }
    if (!inTime) {
      throw CommandFailedException.unreachable(stream + " sends nothing");
    }
  }

  /** Waits for the items with these numbers, until an instant of {@link System#nanoTime()}. */
  void awaitArrival(int[] numbers, long end) {
    while (Arrays.stream(numbers).anyMatch(n -> arrival(n) == 0) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  /** Ends it; only then do the counts below hold still. */
  @Override
  public void close() {
    stream.close();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When an item came first, as {@link System#nanoTime()} counts; 0 if it never did. */
  long arrival(int number) {
    return arrivals.get(number);
  }

  int doubled() {
    return doubled;
  }

  /** Items whose seq was not above that of the item before. */
  int outOfOrder() {
    return outOfOrder;
  }

  int reconnects() {
    return Math.max(0, connections - 1);
  }

  private void follow() {
    try {
      while (true) {
        StreamEvent event = stream.next();
        long now = System.nanoTime();
        if (event instanceof StartedEvent) {
          connections++;
        } else if (event instanceof MessageEvent message) {
          note(message, now);
          ready.countDown();
        }
      }
    } catch (StreamException e) {
      // closed: the run is over
    } catch (CommandFailedException e) {
      failure = e;
    } catch (JacksonException e) {
      failure = CommandFailedException.unreachable(stream + " sends what cannot be read");
    } finally {
      ready.countDown();
    }
  }

  private void note(MessageEvent message, long now) {
    if (!message.getEventName().equals("item")) {
      return;
    }
    JsonNode frame = Json.mapper().readTree(message.getData());
    String id = frame.path("id").asString("");
    if (!id.startsWith(prefix)) {
      return;
    }
    int number = Integer.parseInt(id.substring(prefix.length()));
    long seq = frame.path("seq").asLong(0);
    if (arrivals.get(number) != 0) {
      doubled++;
      return;
    }
    if (seq <= lastSeq) {
      outOfOrder++;
    }
    lastSeq = Math.max(lastSeq, seq);
    arrivals.set(number, now);
  }
}
