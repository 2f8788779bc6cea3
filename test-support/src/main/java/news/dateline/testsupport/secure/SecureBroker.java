package news.dateline.testsupport.secure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import news.dateline.broker.InProcessBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * The in-process broker with a listener for SASL over TLS and one for TLS with certificates of
 * clients. Its keys are those of a run.
 */
public final class SecureBroker implements AutoCloseable {
  /** The password of every key store. */
  public static final String STORE_PASSWORD = KeyStores.PASSWORD;

  /** The user of SASL, whose password for PLAIN this is too. */
  public static final String USER = "dateline";

  private static final String MODULE = "org.apache.kafka.common.security.";

  /** Holds the broker that the tests of a JVM share. */
  private static final class Shared {
    static final SecureBroker INSTANCE = startShared();
  }

  private final KeyStores keys;
  private final int sasl = freePort();
  private final int tls = freePort();
  private final InProcessBroker.Settings settings;
  private InProcessBroker broker;

  private SecureBroker(Path directory, Map<String, String> further) {
    keys = KeyStores.create(directory, "broker", "client");
    Map<String, String> all = new TreeMap<>(listeners());
    all.putAll(further);
    settings =
        new InProcessBroker.Settings(directory.resolve("kafka"), "127.0.0.1", freePort(), all);
    broker = InProcessBroker.start(settings);
  }

  /**
   * Starts a broker.
   *
   * @param further settings by Kafka's names
   */
  public static SecureBroker start(Path directory, Map<String, String> further) {
    return new SecureBroker(directory, further);
  }

  /**
   * Starts a broker that allows nothing without an ACL, and no session or transaction of more than
   * a minute. {@link #admin()} may do everything.
   *
   * @param users have their names as passwords for PLAIN
   */
  public static SecureBroker denying(Path directory, String... users) {
    StringBuilder jaas = new StringBuilder(MODULE + "plain.PlainLoginModule required");
    for (String user : users) {
      jaas.append(" user_" + user + "=\"" + user + "\"");
    }
    return start(
        directory,
        Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users", "User:CN=client;User:CN=broker;User:ANONYMOUS",
            "group.max.session.timeout.ms", "60000",
            "transaction.max.timeout.ms", "60000",
            "listener.name.sasl_ssl.plain.sasl.jaas.config", jaas + ";"));
  }

  /**
   * Returns the broker that the tests of this JVM share and which allows nothing without an ACL.
   * Its users are {@code consumer}, {@code producer} and {@code feed-api}. It ends with the JVM;
   * each test class has a prefix of its own for its names.
   */
  public static SecureBroker shared() {
    return Shared.INSTANCE;
  }

  private static SecureBroker startShared() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      SecureBroker shared =
          denying(
              Files.createTempDirectory(target, "secure-broker"),
              "consumer",
              "producer",
              "feed-api");
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-shared-broker"));
      return shared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of a client that is such a user. */
  public Map<String, Object> plain(String user) {
    Map<String, Object> settings = new TreeMap<>(stores("", "client"));
    settings.keySet().removeIf(name -> name.startsWith("ssl.keystore"));
    settings.put("bootstrap.servers", saslAddress());
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", "PLAIN");
    settings.put(
        "sasl.jaas.config",
        MODULE
            + "plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, user));
    return settings;
  }

  private Map<String, String> listeners() {
    String listeners = "SASL_SSL://" + saslAddress() + ",SSL://" + tlsAddress();
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "listeners", listeners,
                "advertised.listeners", listeners,
                "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL",
                "inter.broker.listener.name", "SSL",
                "listener.name.ssl.ssl.client.auth", "required",
                "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER"));
    settings.putAll(stores("", "broker"));
    String jaas = "listener.name.sasl_ssl.%s.sasl.jaas.config";
    settings.put(
        jaas.formatted("plain"),
        MODULE + "plain.PlainLoginModule required user_" + USER + "=\"" + USER + "\";");
    for (String scram : List.of("scram-sha-256", "scram-sha-512")) {
      settings.put(jaas.formatted(scram), MODULE + "scram.ScramLoginModule required;");
    }
    settings.put(
        jaas.formatted("oauthbearer"),
        MODULE
            + "oauthbearer.OAuthBearerLoginModule required"
            + " unsecuredLoginStringClaim_sub=\"broker\";");
    return settings;
  }

  /** The settings of Kafka for the key of {@code broker} or {@code client}, and for the trust. */
  private Map<String, String> stores(String prefix, String name) {
    return Map.of(
        prefix + "ssl.keystore.type",
        "PKCS12",
        prefix + "ssl.keystore.location",
        store(name).toString(),
        prefix + "ssl.keystore.password",
        STORE_PASSWORD,
        prefix + "ssl.truststore.type",
        "PKCS12",
        prefix + "ssl.truststore.location",
        store("trust").toString(),
        prefix + "ssl.truststore.password",
        STORE_PASSWORD);
  }

  /** The key store of {@code client}, or {@code trust}, by which both sides know each other. */
  public Path store(String name) {
    return keys.store(name);
  }

  public String saslAddress() {
    return "127.0.0.1:" + sasl;
  }

  public String tlsAddress() {
    return "127.0.0.1:" + tls;
  }

  /** The settings of a client with the certificate, which may do everything. */
  public Map<String, Object> administrator() {
    Map<String, Object> settings = new TreeMap<>(stores("", "client"));
    settings.put("bootstrap.servers", tlsAddress());
    settings.put("security.protocol", "SSL");
    return settings;
  }

  /** An administrator with the certificate of the client. */
  public Admin admin() {
    return Admin.create(administrator());
  }

  /**
   * Gives the client another key and certificate, and starts the broker again, which refuses the
   * former ones.
   */
  public void renewClient() {
    broker.close();
    keys.renew("client");
    broker = InProcessBroker.start(settings);
  }

  /** Sets the password of the user for SCRAM. */
  public void setScramPassword(String password) {
    try (Admin admin = admin()) {
      for (ScramMechanism mechanism :
          List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
        admin
            .alterUserScramCredentials(
                List.of(
                    new UserScramCredentialUpsertion(
                        USER, new ScramCredentialInfo(mechanism, 4096), password)))
            .all()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
      }
    }
  }

  /**
   * Returns a count of Kafka's socket-server-metrics over the connections with SASL, such as {@code
   * failed-authentication-total}.
   */
  public double signIns(String count) throws JMException {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    String threads = "kafka.server:type=socket-server-metrics,listener=SASL_SSL,networkProcessor=*";
    double sum = 0;
    for (ObjectName thread : beans.queryNames(new ObjectName(threads), null)) {
      sum += (Double) beans.getAttribute(thread, count);
    }
    return sum;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
