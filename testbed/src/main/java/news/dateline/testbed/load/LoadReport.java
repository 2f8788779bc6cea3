package news.dateline.testbed.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What a run showed. Latencies are in milliseconds from the instant a publish was due, without the
 * warm-up; the counts cover the warm-up too, and all subscribers.
 *
 * @param acknowledged until the desk said that Kafka has it
 * @param delivered until a subscriber had it
 * @param refused publishes the desk did not take
 * @param missing deliveries of a taken item that never came
 * @param latest how late the tardiest publish left: time lost on this side, in the latencies too
 */
record LoadReport(
    Schedule schedule,
    int subscribers,
    Latency acknowledged,
    Latency delivered,
    long refused,
    long missing,
    long doubled,
    long outOfOrder,
    long reconnects,
    double latest) {

  /** Milliseconds; all 0 where there was nothing to measure. */
  record Latency(double p50, double p90, double p99, double max) {
    private static Latency of(Histogram micros) {
      return new Latency(
          micros.getValueAtPercentile(50) / 1000.0,
          micros.getValueAtPercentile(90) / 1000.0,
          micros.getValueAtPercentile(99) / 1000.0,
          micros.getMaxValue() / 1000.0);
    }

    private String row(String what) {
      return String.format(Locale.ROOT, "%-26s%9.1f%9.1f%9.1f%9.1f", what, p50, p90, p99, max);
    }
  }

  static LoadReport of(Schedule schedule, Publisher publisher, List<Subscriber> subscribers) {
    int[] taken = publisher.taken();
    Histogram acknowledged = new Histogram(3);
    Arrays.stream(taken)
        .filter(schedule::measured)
        .forEach(
            n -> acknowledged.recordValue((publisher.acknowledged(n) - publisher.due(n)) / 1000));
    Histogram delivered = new Histogram(3);
    subscribers.forEach(
        subscriber ->
            numbers(schedule)
                .filter(n -> schedule.measured(n) && subscriber.arrival(n) != 0)
                .forEach(
                    n -> delivered.recordValue((subscriber.arrival(n) - publisher.due(n)) / 1000)));
    return new LoadReport(
        schedule,
        subscribers.size(),
        Latency.of(acknowledged),
        Latency.of(delivered),
        schedule.total() - taken.length,
        sum(subscribers, s -> Arrays.stream(taken).filter(n -> s.arrival(n) == 0).count()),
        sum(subscribers, Subscriber::doubled),
        sum(subscribers, Subscriber::outOfOrder),
        sum(subscribers, Subscriber::reconnects),
        publisher.latest() / 1_000_000.0);
  }

  /** Whether every subscriber had every item once and in order. */
  boolean clean() {
    return refused + missing + doubled + outOfOrder == 0;
  }

  private static IntStream numbers(Schedule schedule) {
    return IntStream.range(0, schedule.total());
  }

  private static long sum(List<Subscriber> subscribers, ToLongFunction<Subscriber> count) {
    return subscribers.stream().mapToLong(count).sum();
  }

  List<String> table() {
    return List.of(
        schedule.describe() + "; subscribers: " + subscribers,
        String.format("%-26s%9s%9s%9s%9s", "ms from the time due", "p50", "p90", "p99", "max"),
        acknowledged.row("publish to acknowledged"),
        delivered.row("publish to subscriber"),
        "refused %d, missing %d, doubled %d, out of order %d (warm-up included); reconnects %d"
            .formatted(refused, missing, doubled, outOfOrder, reconnects),
        String.format(Locale.ROOT, "the tardiest publish left %.1f ms after its time", latest));
  }
}
