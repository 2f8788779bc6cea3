package news.dateline.standalone;

import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.broker.InProcessBroker;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A run of the whole service: starts the broker, then the applications, then the management port.
 * Stops them in the reverse order.
 */
final class Standalone implements AutoCloseable {
  private static final long READINESS_CHECK_MILLIS = 50;

  private final Settings settings;
  private final PrintStream out;
  private final Applications applications = new Applications();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable DataDirectory data;
  private @Nullable InProcessBroker broker;
  private @Nullable ConfigurableApplicationContext management;

  Standalone(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * Starts everything, prints the addresses and returns once every application is ready, or {@link
   * #close()} was called.
   */
  void start() throws InterruptedException {
    checkPorts();
    DataDirectory directory = DataDirectory.open(settings.data(), settings.roles());
    data = directory;
    String kafka = startBroker(directory);
    Applications.StartupContext process =
        new Applications.StartupContext(settings, directory, kafka, new SharedMeters());
    applications.start(process);
    if (stopped.getCount() == 0) {
      return;
    }
    ConfigurableApplicationContext probes = Management.start(process, applications.running());
    management = probes;
    printAddresses(
        directory, kafka, probes.getEnvironment().getRequiredProperty("local.server.port"));
    while (!Management.isReady(probes)) {
      if (stopped.await(READINESS_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    if (settings.demo() && settings.runs(ProcessRole.PRODUCER)) {
      Demo.publish(
          "http://" + address(applications.port(ProcessRole.PRODUCER)),
          directory.token(),
          Clock.systemUTC());
    }
    out.println("Dateline is ready");
  }

  private void checkPorts() {
    Settings.Ports ports = settings.ports();
    Map<String, Integer> used = new LinkedHashMap<>();
    used.put("--management-port", ports.management());
    if (settings.runs(ProcessRole.BROKER)) {
      used.put("--kafka-port", ports.kafka());
    }
    if (settings.runs(ProcessRole.PRODUCER)) {
      used.put("--desk-port", ports.desk());
    }
    if (settings.runs(ProcessRole.FEED_API)) {
      used.put("--feed-port", ports.feed());
    }
    StartFailure.checkPorts(settings.bind(), used);
  }

  private String startBroker(DataDirectory directory) {
    if (!settings.runs(ProcessRole.BROKER)) {
      return settings.kafka();
    }
    InProcessBroker started =
        InProcessBroker.start(
            new InProcessBroker.Settings(
                directory.kafka(), settings.bind(), settings.ports().kafka()));
    broker = started;
    return started.bootstrapServers();
  }

  private void printAddresses(DataDirectory directory, String kafka, String managementPort) {
    if (settings.runs(ProcessRole.FEED_API)) {
      out.println("  page    http://" + address(applications.port(ProcessRole.FEED_API)) + "/");
    }
    if (settings.runs(ProcessRole.PRODUCER)) {
      out.println(
          "  desk    http://"
              + address(applications.port(ProcessRole.PRODUCER))
              + "/   editor token in "
              + directory.token());
    }
    out.println("  health  http://" + address(managementPort) + "/actuator/health");
    out.println("  Kafka   " + kafka);
  }

  private String address(String port) {
    return (settings.bind().equals("0.0.0.0") ? "127.0.0.1" : settings.bind()) + ":" + port;
  }

  /** Returns once {@link #close()} has been called. */
  void awaitStop() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    stopped.countDown();
    applications.close();
    if (management != null) {
      Applications.stop(management);
    }
    if (broker != null) {
      broker.close();
    }
    if (data != null) {
      data.close();
    }
  }
}
