package news.dateline.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Kafka's broker and controller (KRaft) in this JVM. A new directory is formatted. Acknowledged
 * records survive a kill -9.
 */
public final class InProcessBroker implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private static final Map<String, String> SINGLE_NODE =
      Map.of(
          "auto.create.topics.enable", "false",
          "offsets.topic.replication.factor", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          "group.initial.rebalance.delay.ms", "0",
          // a consumer that was stopped for weeks must find its committed offsets
          "offsets.retention.minutes", "5256000");

  /**
   * Shortens the sessions and transactions of killed clients. With Kafka's defaults, a service that
   * was killed with -9 waits for them for a minute.
   */
  private static final Map<String, String> FAIL_OVER =
      Map.of(
          "broker.session.timeout.ms", "2000",
          "broker.heartbeat.interval.ms", "500",
          "group.min.session.timeout.ms", "1000",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

  /**
   * Reduces internal partitions, threads and the log cleaner's buffer (8 MB instead of 128) to what
   * one service needs.
   */
  private static final Map<String, String> MEMORY =
      Map.of(
          "offsets.topic.num.partitions", "4",
          "transaction.state.log.num.partitions", "4",
          "log.cleaner.dedupe.buffer.size", "8388608",
          "log.cleaner.io.buffer.size", "131072",
          "num.network.threads", "2",
          "num.io.threads", "4",
          "num.replica.fetchers", "1",
          "background.threads", "2");

  /** Kafka needs a few MB for what it writes at once. */
  private static final long MIN_FREE_BYTES = 16L * 1024 * 1024;

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  /**
   * The settings of a broker.
   *
   * @param directory is created if it is missing; only this broker may use it
   * @param host the address that the broker listens on and gives to clients
   * @param port 0 picks a free one
   * @param further settings of the broker by Kafka's names, which win. Listeners among them are in
   *     place of the one of the address
   */
  public record Settings(Path directory, String host, int port, Map<String, String> further) {
    public Settings(Path directory, String host, int port) {
      this(directory, host, port, Map.of());
    }
  }

  private InProcessBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns once it accepts connections.
   *
   * @throws BrokerFailedException if the port is taken or the directory cannot be used
   */
  public static InProcessBroker start(Settings settings) {
    int port = settings.port() == 0 ? freePort(settings.host()) : settings.port();
    checkFree(settings.host(), port);
    try {
      Files.createDirectories(settings.directory());
      // asked first, because formatting creates the metadata log of a new directory
      boolean killed = UncleanShutdown.happenedIn(settings.directory());
      format(settings.directory());
      int controllerPort = freePort(LOOPBACK);
      Properties properties = properties(settings, port, controllerPort);
      if (killed) {
        UncleanShutdown.fence(properties, controllerPort);
      }
      explainHalt(settings.directory());
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      server.startup();
      return new InProcessBroker(server, reachable(settings.host()) + ":" + port);
    } catch (Exception e) {
      throw new BrokerFailedException(
          "the Kafka broker cannot use " + settings.directory() + ": " + e.getMessage(), e);
    }
  }

  /** Returns Kafka's {@code bootstrap.servers} for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker cleanly, so that the next start need not recover its logs. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /**
   * Kafka halts the process if it cannot write to its directory, without shutdown hooks. Prints why
   * as the last line.
   */
  private static void explainHalt(Path directory) {
    Exit.setHaltProcedure(
        (status, message) -> {
          System.err.println(
              "The Kafka broker has failed, and ends the process: " + cause(directory));
          System.err.flush();
          Runtime.getRuntime().halt(status);
        });
  }

  private static String cause(Path directory) {
    long free = directory.toFile().getUsableSpace();
    return free < MIN_FREE_BYTES
        ? "the disk of "
            + directory
            + " is full, "
            + free
            + " bytes are free. Free space, then start again."
        : "the lines above say why.";
  }

  private static void format(Path directory) throws Exception {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .addDirectory(directory.toString())
        .setMetadataLogDirectory(directory.toString())
        .run();
  }

  private static Properties properties(Settings settings, int port, int controllerPort) {
    Map<String, String> values = new TreeMap<>(MEMORY);
    values.putAll(FAIL_OVER);
    values.putAll(SINGLE_NODE);
    values.put("node.id", "1");
    values.put("process.roles", "broker,controller");
    values.put("controller.listener.names", "CONTROLLER");
    values.put("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
    values.put("listeners", "PLAINTEXT://" + settings.host() + ":" + port);
    values.put("advertised.listeners", "PLAINTEXT://" + reachable(settings.host()) + ":" + port);
    values.putAll(settings.further());
    values.merge(
        "listeners",
        ",CONTROLLER://" + LOOPBACK + ":" + controllerPort,
        (clients, controller) -> clients + controller);
    values.put("log.dirs", settings.directory().toString());
    Properties properties = new Properties();
    properties.putAll(values);
    return properties;
  }

  /** Returns the address for clients: a broker bound to every address must name one. */
  private static String reachable(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress()
          ? InetAddress.getLocalHost().getHostName()
          : host;
    } catch (UnknownHostException e) {
      throw new BrokerFailedException(host + " is not an address of this machine", e);
    }
  }

  private static void checkFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new BrokerFailedException("port " + port + " on " + host + " is taken (Kafka)", e);
    }
  }

  private static int freePort(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BrokerFailedException("no free port on " + host, e);
    }
  }
}
