package news.dateline.testsupport;

import org.testcontainers.kafka.KafkaContainer;

/** Kafka's own image in a container. */
record ContainerBroker(KafkaContainer container) implements TestBroker {
  private static final String IMAGE = "apache/kafka:4.4.0";

  static ContainerBroker start() {
    KafkaContainer container =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_HEAP_OPTS", "-Xmx384m");
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
