package news.dateline.testsupport;

import java.time.Duration;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka's own image in a container. */
record ContainerBroker(KafkaContainer container) implements TestBroker {
  private static final String IMAGE = "apache/kafka:4.4.0";
  private static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(2);

  static ContainerBroker start() {
    KafkaContainer container =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            // as in a standalone run: a rebuild waits until the last consumer times out
            .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
            .withEnv("KAFKA_HEAP_OPTS", "-Xmx384m")
            // no test is about the engine: a port that is taken, or a slow start, is tried again
            .withStartupTimeout(STARTUP_TIMEOUT)
            .withStartupAttempts(3);
    container.start();
    return new ContainerBroker(container);
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public void close() {
    container.stop();
  }

  @Override
  public String toString() {
    return "Testcontainers' " + IMAGE + " at " + bootstrapServers();
  }
}
