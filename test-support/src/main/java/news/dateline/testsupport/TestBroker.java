package news.dateline.testsupport;

import org.testcontainers.DockerClientFactory;

/**
 * A real broker for tests: Kafka's container image if a container engine answers, otherwise the
 * in-process broker.
 */
public interface TestBroker extends AutoCloseable {

  /** Kafka's {@code bootstrap.servers}. */
  String bootstrapServers();

  @Override
  void close();

  /** Returns the broker that this JVM's tests share. It ends with the JVM. */
  static TestBroker shared() {
    return SharedBroker.INSTANCE;
  }

  /** Starts another broker, which the test may stop or change. */
  static TestBroker start() {
    boolean engine = DockerClientFactory.instance().isDockerAvailable();
    TestBroker broker = engine ? ContainerBroker.start() : InProcessTestBroker.start();
    System.out.println("Tests run on " + broker);
    return broker;
  }
}
