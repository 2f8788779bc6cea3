package news.dateline.testbed.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Publishes numbered items when they are due, without waiting for answers. */
final class Publisher {
  private final LoadTarget target;
  private final Schedule schedule;
  private final AtomicLongArray acknowledged;
  private final AtomicLongArray due;
  private long maxDelay;

  Publisher(LoadTarget target, Schedule schedule) {
    this.target = target;
    this.schedule = schedule;
    this.acknowledged = new AtomicLongArray(schedule.total());
    this.due = new AtomicLongArray(schedule.total());
  }

  Schedule schedule() {
    return schedule;
  }

  /** Publishes the items {@code from} to before {@code to}. Returns once all have an answer. */
  void run(int from, int to) {
    CompletableFuture<?>[] answers = new CompletableFuture<?>[to - from];
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100) - schedule.due(from);
    IntStream.range(from, to).forEach(n -> due.set(n, start + schedule.due(n)));
    for (int n = from; n < to; n++) {
      maxDelay = Math.max(maxDelay, waitUntil(due(n)));
      int number = n;
      answers[n - from] =
          target
              .publish(n)
              .thenAccept(accepted -> acknowledged.set(number, accepted ? System.nanoTime() : 0));
    }
    CompletableFuture.allOf(answers).join();
  }

  /** The instant at which a publish was due, in the terms of {@link System#nanoTime()}. */
  long due(int number) {
    return due.get(number);
  }

  /** When the service confirmed the item; 0 if it did not accept it. */
  long acknowledged(int number) {
    return acknowledged.get(number);
  }

  /** The numbers of the accepted items. */
  int[] accepted() {
    return IntStream.range(0, schedule.total()).filter(n -> acknowledged(n) != 0).toArray();
  }

  /** The longest time between due and sent, in nanoseconds. */
  long maxDelay() {
    return maxDelay;
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
