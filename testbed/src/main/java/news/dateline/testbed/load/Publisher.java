package news.dateline.testbed.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Publishes numbered items when they are due, without waiting for answers. */
final class Publisher {
  private final LoadTarget target;
  private final Schedule schedule;
  private final BooleanSupplier ongoing;
  private final AtomicLongArray acknowledged;
  private final AtomicLongArray due;
  private long maxDelay;
  private int published;

  /** Creates a publisher that leaves the rest of the schedule out once {@code ongoing} is false. */
  Publisher(LoadTarget target, Schedule schedule, BooleanSupplier ongoing) {
    this.target = target;
    this.ongoing = ongoing;
    this.schedule = schedule;
    this.acknowledged = new AtomicLongArray(schedule.total());
    this.due = new AtomicLongArray(schedule.total());
  }

  Schedule schedule() {
    return schedule;
  }

  /** Publishes the items {@code from} to before {@code to}. Returns once all have an answer. */
  void run(int from, int to) {
    List<CompletableFuture<?>> answers = new ArrayList<>();
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100) - schedule.due(from);
    IntStream.range(from, to).forEach(n -> due.set(n, start + schedule.due(n)));
    for (int n = from; n < to && ongoing.getAsBoolean(); n++) {
      maxDelay = Math.max(maxDelay, waitUntil(due(n)));
      int number = n;
      published++;
      answers.add(
          target
              .publish(n)
              .thenAccept(accepted -> acknowledged.set(number, accepted ? System.nanoTime() : 0)));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
  }

  /** The number of items that were sent. */
  int published() {
    return published;
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
