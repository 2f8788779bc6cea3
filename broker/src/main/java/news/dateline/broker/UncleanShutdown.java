package news.dateline.broker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Fences a broker that was killed, before its successor starts. If the successor starts while the
 * controller still counts the killed broker as alive, Kafka (4.3.1; no fix is known in 4.4.0) ends
 * the open transactions at once. When the old session ends, their partitions lose their leader for
 * a moment, Kafka takes them for deleted and writes no transaction marker, and read_committed
 * consumers wait there for ever. So a controller runs alone first, until the old session has ended.
 */
final class UncleanShutdown {
  /** The file that a broker writes last when it stops cleanly. */
  private static final String CLEAN_SHUTDOWN_FILE = ".kafka_cleanshutdown";

  /** How long to wait: a broker that was killed before it registered is never fenced. */
  private static final Duration FENCE_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private UncleanShutdown() {}

  /** Returns true if the last broker in the directory was killed. */
  static boolean happenedIn(Path directory) throws IOException {
    try (var logs = Files.newDirectoryStream(directory, "__cluster_metadata-*")) {
      return logs.iterator().hasNext() && !Files.exists(directory.resolve(CLEAN_SHUTDOWN_FILE));
    }
  }

  /** Returns once the controller has fenced the broker. */
  static void fence(Properties settings, int controllerPort)
      throws InterruptedException, JMException {
    Properties controller = new Properties();
    controller.putAll(settings);
    controller.put("process.roles", "controller");
    controller.put("listeners", "CONTROLLER://127.0.0.1:" + controllerPort);
    controller.remove("advertised.listeners");
    // no broker sends heartbeats, so the session ends soon
    controller.put("broker.heartbeat.interval.ms", "250");
    controller.put("broker.session.timeout.ms", "500");
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(controller, false), Time.SYSTEM);
    server.startup();
    try {
      long end = System.nanoTime() + FENCE_TIMEOUT.toNanos();
      while (fenced() == 0 && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
      }
    } finally {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  /** Returns the controller's metric of fenced brokers. */
  private static int fenced() throws JMException {
    ObjectName count =
        new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount");
    return (Integer) ManagementFactory.getPlatformMBeanServer().getAttribute(count, "Value");
  }
}
