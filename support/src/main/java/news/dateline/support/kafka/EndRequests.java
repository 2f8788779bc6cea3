package news.dateline.support.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests to read a topic to its end. Any thread may call {@link #add}; the other methods are
 * for the reader's thread.
 */
final class EndRequests {
  // the longest time Kafka takes to write the markers of an acknowledged commit
  private static final Duration COMMIT_MARKER_TIMEOUT = Duration.ofMillis(500);

  private final AtomicReference<@Nullable CompletableFuture<Void>> requested =
      new AtomicReference<>();
  private final List<Waiter> waiters = new ArrayList<>();
  // the request whose end offsets are being looked up
  private @Nullable CompletableFuture<Void> pending;

  /**
   * Completes at the log end offsets or, after 500 ms, at the last stable offsets: a transaction
   * still open then was not committed at the time of the request.
   */
  private record Waiter(EndOffsets ends, Instant markersWritten, CompletableFuture<Void> future) {
    boolean isComplete(Consumer<?, ?> consumer, Instant now) {
      return ends.isReadToLogEnd(consumer)
          || (!now.isBefore(markersWritten) && ends.isReadToLastStable(consumer));
    }
  }

  /** Adds a request. Requests share a lookup, so that they cost nothing without Kafka. */
  CompletableFuture<Void> add() {
    return Objects.requireNonNull(
            requested.updateAndGet(open -> open == null ? new CompletableFuture<>() : open))
        .copy();
  }

  /** Returns true if no request waits for its end offsets to be looked up. */
  boolean isEmpty() {
    return requested.get() == null && pending == null;
  }

  /** Takes the requests up before their end offsets are looked up. */
  void begin() {
    if (pending == null) {
      pending = requested.getAndSet(null);
    }
  }

  void setEnds(EndOffsets ends, Instant now) {
    if (pending != null) {
      waiters.add(new Waiter(ends, now.plus(COMMIT_MARKER_TIMEOUT), pending));
      pending = null;
    }
  }

  /** Completes the requests whose end offsets the consumer has reached. */
  void complete(Consumer<?, ?> consumer, Instant now) {
    for (Waiter waiter : List.copyOf(waiters)) {
      if (waiter.isComplete(consumer, now)) {
        waiters.remove(waiter);
        waiter.future().complete(null);
      }
    }
  }
}
