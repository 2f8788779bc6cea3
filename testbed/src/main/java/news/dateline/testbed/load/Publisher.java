package news.dateline.testbed.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Publishes numbered items when they are due, never waiting for an answer. */
final class Publisher {
  private final LoadTarget outlet;
  private final Schedule schedule;
  private final AtomicLongArray acknowledged;
  private final AtomicLongArray due;
  private long latest;

  Publisher(LoadTarget outlet, Schedule schedule) {
    this.outlet = outlet;
    this.schedule = schedule;
    this.acknowledged = new AtomicLongArray(schedule.total());
    this.due = new AtomicLongArray(schedule.total());
  }

  Schedule schedule() {
    return schedule;
  }

  /** Publishes the items from one number to before another; returns once each has its answer. */
  void run(int from, int to) {
    CompletableFuture<?>[] answers = new CompletableFuture<?>[to - from];
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100) - schedule.due(from);
    IntStream.range(from, to).forEach(n -> due.set(n, start + schedule.due(n)));
    for (int n = from; n < to; n++) {
      latest = Math.max(latest, waitUntil(due(n)));
      int number = n;
      answers[n - from] =
          outlet
              .publish(n)
              .thenAccept(taken -> acknowledged.set(number, taken ? System.nanoTime() : 0));
    }
    CompletableFuture.allOf(answers).join();
  }

  /** The instant a publish was due, as {@link System#nanoTime()} counts. */
  long due(int number) {
    return due.get(number);
  }

  /** When the service was known to have it; 0 where it did not take it. */
  long acknowledged(int number) {
    return acknowledged.get(number);
  }

  /** The numbers of the items the service has. */
  int[] taken() {
    return IntStream.range(0, schedule.total()).filter(n -> acknowledged(n) != 0).toArray();
  }

  /** Nanoseconds by which the tardiest publish left after it was due. */
  long latest() {
    return latest;
  }

  private static long waitUntil(long due) {
    long now = System.nanoTime();
    while (now < due) {
      LockSupport.parkNanos(due - now);
      now = System.nanoTime();
    }
    return now - due;
  }
}
