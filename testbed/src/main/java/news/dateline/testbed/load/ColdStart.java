package news.dateline.testbed.load;

import java.util.Arrays;
import java.util.Locale;
import news.dateline.testbed.load.LoadReport.Latency;

/**
 * The first five seconds of publishes, which are cold if the service has just started.
 *
 * @param connectRate streams that began per second while all connected before
 * @param cpuPerDelivery microseconds of user and system time per delivery, including the connects
 *     before; 0 if no server process is known
 */
record ColdStart(double connectRate, Latency delivered, double cpuPerDelivery) {

  /**
   * What was measured beside the subscribers, from the first connect to the last delivery.
   *
   * @param cpuMillis user and system time of the server processes
   */
  record Use(double connectRate, long cpuMillis) {}

  static ColdStart of(Publisher publisher, SubscriberPool pool, Use use) {
    int[] items = Arrays.stream(publisher.accepted()).filter(publisher.schedule()::cold).toArray();
    return new ColdStart(
        use.connectRate(),
        Latency.of(pool.micros(DeliveryRecorder::coldMicros)),
        use.cpuMillis() * 1000.0 / Math.max(1, pool.expected(items)));
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "first five seconds, with the connects at %.0f/s: %.2f µs CPU a delivery",
        connectRate,
        cpuPerDelivery);
  }
}
