package news.dateline.testbed.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import news.dateline.testbed.desk.Desk;

/** Publishes numbered items when they are due, never waiting for an answer. */
final class Publisher {
  private final Desk desk;
  private final Schedule schedule;
  private final List<Map<String, Object>> items;
  private final AtomicLongArray acknowledged;
  private long start;
  private long latest;

  Publisher(Desk desk, Schedule schedule, String prefix) {
    this.desk = desk;
    this.schedule = schedule;
    this.items =
        IntStream.range(0, schedule.total())
            .mapToObj(n -> Map.<String, Object>of("id", prefix + n, "title", prefix + n))
            .toList();
    this.acknowledged = new AtomicLongArray(schedule.total());
  }

  /** Returns once every publish has its answer. */
  void run() {
    CompletableFuture<?>[] answers = new CompletableFuture<?>[schedule.total()];
    start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    for (int n = 0; n < schedule.total(); n++) {
      latest = Math.max(latest, waitUntil(due(n)));
      int number = n;
      answers[n] =
          desk.publishAtOnce(items.get(n))
              .thenAccept(taken -> acknowledged.set(number, taken ? System.nanoTime() : 0));
    }
    CompletableFuture.allOf(answers).join();
  }

  /** The instant a publish was due, as {@link System#nanoTime()} counts. */
  long due(int number) {
    return start + schedule.due(number);
  }

  /** When Kafka was known to have it; 0 where the desk did not take it. */
  long acknowledged(int number) {
    return acknowledged.get(number);
  }

  /** The numbers of the items Kafka has. */
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
