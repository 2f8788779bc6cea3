package news.dateline.testsupport;

import org.testcontainers.DockerClientFactory;

/**
 * A real broker for tests, one a JVM: a container where an engine answers, otherwise the in-process
 * one.
 */
public interface TestBroker extends AutoCloseable {

  /** Kafka's {@code bootstrap.servers}. */
  String bootstrapServers();

  @Override
  void close();

  /** The broker this JVM's tests share; started at the first call, stopped with the JVM. */
  static TestBroker shared() {
    return SharedBroker.INSTANCE;
  }

  /** A broker of one's own, to be stopped and broken. */
  static TestBroker start() {
    boolean engine = DockerClientFactory.instance().isDockerAvailable();
    TestBroker broker = engine ? ContainerBroker.start() : InProcessTestBroker.start();
    System.out.println("Tests run on " + broker);
    return broker;
  }
}
