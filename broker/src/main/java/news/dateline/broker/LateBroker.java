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
 * The broker that was killed on a directory. Its successor must not start while the controller
 * still takes the dead one for alive: Kafka 4.3.1 then ends the transactions that were open at
 * once, and where their partitions lose their leader meanwhile, as they do when the dead one's
 * session ends, it takes them for deleted and leaves the markers out. Whoever reads only what is
 * committed waits there for ever. So a controller alone declares it dead first.
 */
final class LateBroker {
  /** What a broker writes last when it stops in good order. */
  private static final String CLEAN = ".kafka_cleanshutdown";

  /** A broker that was killed before it had registered is not there to count. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(50);

  private LateBroker() {}

  /** Whether a broker was killed there. */
  static boolean in(Path directory) throws IOException {
    try (var logs = Files.newDirectoryStream(directory, "__cluster_metadata-*")) {
      return logs.iterator().hasNext() && !Files.exists(directory.resolve(CLEAN));
    }
  }

  /** Returns once it counts as dead. */
  static void bury(Properties settings, int controllerPort)
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
