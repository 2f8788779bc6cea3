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
 * What a broker that was killed leaves to its successor, which must not start while the controller
 * still takes the dead one for alive. Kafka 4.3.1 would at once end the transactions that were
 * open, and where their partitions lose their leader meanwhile, as they do when the dead one's
 * session ends, take them for deleted and leave the markers out: whoever reads only what is
 * committed waits there for ever. So a controller alone fences the dead one first.
 */
final class UncleanShutdown {
  /** What a broker writes last when it stops in good order. */
  private static final String CLEAN = ".kafka_cleanshutdown";

  /** A broker that was killed before it had registered is not there to count. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(50);

  private UncleanShutdown() {}

  /** Whether a broker was killed there. */
  static boolean happenedIn(Path directory) throws IOException {
    try (var logs = Files.newDirectoryStream(directory, "__cluster_metadata-*")) {
      return logs.iterator().hasNext() && !Files.exists(directory.resolve(CLEAN));
    }
  }

  /** Returns once the controller takes the broker for dead. */
  static void fence(Properties settings, int controllerPort)
      throws InterruptedException, JMException {
    Properties controller = new Properties();
    controller.putAll(settings);
    controller.put("process.roles", "controller");
    controller.put("listeners", "CONTROLLER://127.0.0.1:" + controllerPort);
    controller.remove("advertised.listeners");
    // nobody sends any heartbeat
    controller.put("broker.heartbeat.interval.ms", "250");
    controller.put("broker.session.timeout.ms", "500");
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(controller, false), Time.SYSTEM);
    server.startup();
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (fenced() == 0 && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
    } finally {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  /** How many brokers the controller takes for dead, as Kafka's monitoring tells it. */
  private static int fenced() throws JMException {
    ObjectName count =
        new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount");
    return (Integer) ManagementFactory.getPlatformMBeanServer().getAttribute(count, "Value");
  }
}
