package news.dateline.testbed.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a run showed. Latencies are in milliseconds from the instant a publish was due, without the
 * warm-up; the counts cover the warm-up too, and all subscribers.
 *
 * @param connectRate streams begun a second while all connected
 * @param acknowledged until the service said that it has it
 * @param delivered until a subscriber had it
 * @param refused publishes the service did not take
 * @param missing deliveries of a taken item that never came, to subscribers that read
 * @param astray deliveries to subscribers of another stream
 * @param malformed parts of a stream that the standard has a browser ignore
 * @param latest how late the tardiest publish left: time lost on this side, in the latencies too
 * @param server what the processes named used; null where none was named
 * @param comingBack how all came back at once; null where they were not away
 */
public record LoadReport(
    Schedule schedule,
    int subscribers,
    int stalled,
    double connectRate,
    long deliveries,
    Latency acknowledged,
    Latency delivered,
    long refused,
    long missing,
    long doubled,
    long astray,
    long outOfOrder,
    long malformed,
    long reconnects,
    double latest,
    @Nullable Server server,
    @Nullable ReconnectResult comingBack) {

  /** Milliseconds; all 0 where there was nothing to measure. */
  public record Latency(double p50, double p90, double p99, double p999, double max) {
    private static Latency of(Histogram micros) {
      return new Latency(
          micros.getValueAtPercentile(50) / 1000.0,
          micros.getValueAtPercentile(90) / 1000.0,
          micros.getValueAtPercentile(99) / 1000.0,
          micros.getValueAtPercentile(99.9) / 1000.0,
          micros.getMaxValue() / 1000.0);
    }

    private String row(String what) {
      return String.format(
          Locale.ROOT, "%-26s%9.1f%9.1f%9.1f%9.1f%9.1f", what, p50, p90, p99, p999, max);
    }
  }

  /**
   * All readers resumed at once.
   *
   * @param behind items each had missed
   * @param seconds until the last had all of them
   * @param cpu seconds the server used for it
   * @param growth kilobytes of memory it took for it, at most
   */
  public record ReconnectResult(int behind, double seconds, double cpu, long growth) {
    private String row() {
      return String.format(
          Locale.ROOT,
          "all back at once, each %d behind: current after %.1f s; server: %.1f s CPU, %d MB more",
          behind,
          seconds,
          cpu,
          growth / 1024);
    }
  }

  /**
   * What the server used.
   *
   * @param cpuPerDelivery microseconds of user and system time, measured publishes only
   * @param cpuPerConnect microseconds of the same, while the streams began
   * @param residentPerConnection kilobytes by which its memory grew as the streams began
   * @param heapPerConnection kilobytes of live heap the same; 0 where it was not asked for
   * @param directPerConnection kilobytes of direct buffers the same; 0 where it was not asked for
   * @param socketPerConnection kilobytes the kernel took for them; both ends, as the subscribers
   *     are on this machine, too
   * @param resident kilobytes at the end
   */
  public record Server(
      double cpuPerDelivery,
      double cpuPerConnect,
      double residentPerConnection,
      double heapPerConnection,
      double directPerConnection,
      double socketPerConnection,
      long resident) {

    private static @Nullable Server of(Run run, Uses uses) {
      if (run.crowd().servers().isEmpty()) {
        return null;
      }
      double readers = run.crowd().readers();
      double deliveries = Math.max(1, run.expected(run.schedule()::measured));
      return new Server(
          (uses.after().cpuMillis() - uses.warm().cpuMillis()) * 1000 / deliveries,
          (uses.idle().cpuMillis() - uses.before().cpuMillis()) * 1000 / readers,
          (uses.idle().residentKilobytes() - uses.before().residentKilobytes()) / readers,
          uses.heapGrowth() / readers,
          uses.directGrowth() / readers,
          (uses.idle().socketKilobytes() - uses.before().socketKilobytes()) / readers,
          uses.after().residentKilobytes());
    }

    private String row() {
      return String.format(
          Locale.ROOT,
          "server: %.2f µs CPU a delivery, %.0f µs a connect; memory a connection: %.1f KB"
              + " resident, %.1f KB live heap, %.1f KB direct, %.1f KB in the kernel (both ends); resident at the end: %d MB",
          cpuPerDelivery,
          cpuPerConnect,
          residentPerConnection,
          heapPerConnection,
          directPerConnection,
          socketPerConnection,
          resident / 1024);
    }
  }

  /** Those who took part. */
  record Run(
      Schedule schedule, LoadRun.LoadProfile crowd, Publisher publisher, SubscriberPool gathering) {
    /** The deliveries of all taken items that are such. */
    private long expected(IntPredicate such) {
      return gathering.expected(Arrays.stream(publisher.taken()).filter(such));
    }
  }

  /**
   * What the server had used before anyone came, with all there, after the warm-up, at the end.
   *
   * @param heapGrowth kilobytes of live heap that came with all
   * @param directGrowth kilobytes of direct buffers that came with all
   */
  record Uses(
      ProcessUsage before,
      ProcessUsage idle,
      ProcessUsage warm,
      ProcessUsage after,
      long heapGrowth,
      long directGrowth) {}

  static LoadReport of(Run run, Uses uses, @Nullable ReconnectResult comingBack) {
    Publisher publisher = run.publisher();
    SubscriberPool gathering = run.gathering();
    int[] taken = publisher.taken();
    Histogram acknowledged = new Histogram(3);
    Arrays.stream(taken)
        .filter(run.schedule()::measured)
        .forEach(
            n -> acknowledged.recordValue((publisher.acknowledged(n) - publisher.due(n)) / 1000));
    return new LoadReport(
        run.schedule(),
        gathering.size(),
        run.crowd().stalled(),
        gathering.connectRate(),
        gathering.delivered(),
        Latency.of(acknowledged),
        Latency.of(gathering.micros()),
        run.schedule().total() - taken.length,
        Math.max(0, run.expected(any -> true) - gathering.delivered()),
        gathering.doubled(),
        gathering.astray(),
        gathering.outOfOrder(),
        gathering.flaws(),
        gathering.returns(),
        publisher.latest() / 1_000_000.0,
        Server.of(run, uses),
        comingBack);
  }

  /** Whether every subscriber had every item once and in order. */
  public boolean clean() {
    return refused + wrong() + outOfOrder + malformed == 0;
  }

  /** Deliveries that should have come and did not, and the other way round. */
  public long wrong() {
    return missing + doubled + astray;
  }

  List<String> table() {
    List<String> lines = new ArrayList<>();
    String still = stalled == 0 ? "" : ", of which " + stalled + " do not read";
    lines.add(schedule.describe() + "; subscribers: " + subscribers + still);
    lines.add(
        String.format(Locale.ROOT, "%d deliveries; connects: %.0f/s", deliveries, connectRate));
    lines.add(
        String.format(
            "%-26s%9s%9s%9s%9s%9s", "ms from the time due", "p50", "p90", "p99", "p999", "max"));
    lines.add(acknowledged.row("publish to acknowledged"));
    lines.add(delivered.row("publish to subscriber"));
    lines.add(
        "refused %d, missing %d, doubled %d, astray %d, out of order %d (warm-up included); reconnects %d"
            .formatted(refused, missing, doubled, astray, outOfOrder, reconnects));
    lines.add(
        String.format(Locale.ROOT, "the tardiest publish left %.1f ms after its time", latest));
    if (server != null) {
      lines.add(server.row());
    }
    if (comingBack != null) {
      lines.add(comingBack.row());
    }
    return lines;
  }
}
