package news.dateline.testbed.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run; the components are the fields of the JSON report. Latencies are in
 * milliseconds from the instant a publish was due, without the warm-up. The counts include the
 * warm-up and all subscribers.
 *
 * @param connectRate streams that began per second while all connected
 * @param acknowledged latency until the service confirmed the item
 * @param delivered latency until a subscriber received the item
 * @param refused publishes that the service did not accept
 * @param missing deliveries of accepted items that never came, to subscribers that read
 * @param astray deliveries to subscribers of another stream
 * @param malformed protocol violations of streams
 * @param maxDelay the longest delay between due and sent; it is part of the latencies
 * @param server the usage of the server processes; null if none was named
 * @param reconnect the reconnect of all subscribers; null if there was none
 * @param cold the first five seconds after the restart if there was one, else those of the warm-up;
 *     null if the warm-up is shorter, or followed rehearsals
 */
record LoadReport(
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
    double maxDelay,
    @Nullable Server server,
    @Nullable ReconnectResult reconnect,
    @Nullable ColdStart cold) {

  /** Milliseconds; all 0 if nothing was measured. */
  record Latency(double p50, double p90, double p99, double p999, double max) {
    static Latency of(Histogram micros) {
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
   * The result of a reconnect of all subscribers at once.
   *
   * @param behind items that each subscriber had missed
   * @param seconds until the last subscriber had all items
   * @param cpu seconds of CPU that the server used
   * @param growth kilobytes by which the memory of the server grew, at most
   */
  record ReconnectResult(int behind, double seconds, double cpu, long growth) {
    private String row() {
      return String.format(
          Locale.ROOT,
          "all reconnect at once, each %d behind: up to date after %.1f s; server: %.1f s CPU, %d MB more",
          behind,
          seconds,
          cpu,
          growth / 1024);
    }
  }

  /**
   * The usage of the server.
   *
   * @param cpuPerDelivery microseconds of user and system time per delivery, for the measured
   *     publishes
   * @param cpuPerConnect microseconds of user and system time per connect
   * @param residentPerConnection kilobytes of resident memory per connection
   * @param heapPerConnection kilobytes of live heap per connection; 0 if not measured
   * @param directPerConnection kilobytes of direct buffers per connection; 0 if not measured
   * @param socketPerConnection kilobytes of the kernel per connection; both ends, since the
   *     subscribers are on this machine
   * @param resident kilobytes of resident memory at the end
   */
  record Server(
      double cpuPerDelivery,
      double cpuPerConnect,
      double residentPerConnection,
      double heapPerConnection,
      double directPerConnection,
      double socketPerConnection,
      long resident) {

    private static Server of(Uses uses, double subscribers, double deliveries) {
      return new Server(
          (uses.after().cpuMillis() - uses.warm().cpuMillis()) * 1000 / deliveries,
          (uses.idle().cpuMillis() - uses.before().cpuMillis()) * 1000 / subscribers,
          (uses.idle().residentKilobytes() - uses.before().residentKilobytes()) / subscribers,
          uses.heapGrowth() / subscribers,
          uses.directGrowth() / subscribers,
          (uses.idle().socketKilobytes() - uses.before().socketKilobytes()) / subscribers,
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

  /**
   * What was measured beside the subscribers: the usage of the server before the first connect,
   * after the last, after the warm-up and at the end.
   *
   * @param connectRate streams that began per second while all connected at the start
   * @param heapGrowth growth of the live heap by the connects, in kilobytes
   * @param directGrowth growth of the direct buffers by the connects, in kilobytes
   */
  record Uses(
      double connectRate,
      ServerUsage before,
      ServerUsage idle,
      ServerUsage warm,
      ServerUsage after,
      long heapGrowth,
      long directGrowth,
      @Nullable ReconnectResult reconnect,
      ColdStart.@Nullable Use coldUse) {}

  static LoadReport of(Publisher publisher, SubscriberPool pool, Uses uses) {
    Schedule schedule = publisher.schedule();
    int[] accepted = publisher.accepted();
    int[] measured = Arrays.stream(accepted).filter(schedule::measured).toArray();
    double deliveries = Math.max(1, pool.expected(measured));
    return new LoadReport(
        schedule,
        pool.profile().subscribers(),
        pool.profile().stalled(),
        uses.connectRate(),
        pool.delivered(),
        Latency.of(acknowledgedMicros(publisher, measured)),
        Latency.of(pool.micros(DeliveryRecorder::micros)),
        publisher.published() - accepted.length,
        Math.max(0, pool.expected(accepted) - pool.delivered()),
        pool.doubled(),
        pool.astray(),
        pool.outOfOrder(),
        pool.protocolViolations(),
        pool.reconnects(),
        publisher.maxDelay() / 1_000_000.0,
        pool.profile().servers().isEmpty()
            ? null
            : Server.of(uses, pool.profile().subscribers(), deliveries),
        uses.reconnect(),
        uses.coldUse() == null ? null : ColdStart.of(publisher, pool, uses.coldUse()));
  }

  private static Histogram acknowledgedMicros(Publisher publisher, int[] items) {
    Histogram micros = new Histogram(3);
    for (int n : items) {
      micros.recordValue((publisher.acknowledged(n) - publisher.due(n)) / 1000);
    }
    return micros;
  }

  /** Returns true if every subscriber received every item once and in order. */
  boolean clean() {
    return refused + missing + doubled + astray + outOfOrder + malformed == 0;
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
    if (cold != null) {
      lines.add(cold.delivered().row("in the first five seconds"));
    }
    lines.add(
        "refused %d, missing %d, doubled %d, astray %d, out of order %d (warm-up included); reconnects %d"
            .formatted(refused, missing, doubled, astray, outOfOrder, reconnects));
    lines.add(
        String.format(
            Locale.ROOT, "the most delayed publish was sent %.1f ms after it was due", maxDelay));
    Stream.of(
            Optional.ofNullable(server).map(Server::row),
            Optional.ofNullable(server == null ? null : cold).map(ColdStart::row),
            Optional.ofNullable(reconnect).map(ReconnectResult::row))
        .flatMap(Optional::stream)
        .forEach(lines::add);
    return lines;
  }
}
