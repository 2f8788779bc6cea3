package news.dateline.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  public static final String STORE_PASSWORD = "of-the-stores";

  /** The user of SASL, whose password for PLAIN this is too. */
  public static final String USER = "dateline";

  private static final String MODULE = "org.apache.kafka.common.security.";

  private final Path directory;
  private final int sasl = freePort();
  private final int tls = freePort();
  private final InProcessBroker broker;

  private SecureBroker(Path directory, Map<String, String> further) {
    this.directory = directory;
    keys("broker", "client");
    Map<String, String> settings = new TreeMap<>(listeners());
    settings.putAll(further);
    broker =
        InProcessBroker.start(
            new InProcessBroker.Settings(
                directory.resolve("kafka"), "127.0.0.1", freePort(), settings));
  }

  /**
   * Starts a broker.
   *
   * @param further settings by Kafka's names
   */
  public static SecureBroker start(Path directory, Map<String, String> further) {
    return new SecureBroker(directory, further);
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
                "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER"));
    settings.putAll(stores("", "broker"));
    String jaas = "listener.name.sasl_ssl.%s.sasl.jaas.config";
    settings.put(
        jaas.formatted("plain"),
        MODULE + "plain.PlainLoginModule required user_" + USER + "=\"" + USER + "\";");
    settings.put(jaas.formatted("scram-sha-512"), MODULE + "scram.ScramLoginModule required;");
    settings.put(
        jaas.formatted("oauthbearer"),
        MODULE
            + "oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"broker\";");
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
    return directory.resolve(name + ".p12");
  }

  public String saslAddress() {
    return "127.0.0.1:" + sasl;
  }

  public String tlsAddress() {
    return "127.0.0.1:" + tls;
  }

  /** An administrator with the certificate of the client. */
  public Admin admin() {
    Map<String, Object> settings = new TreeMap<>(stores("", "client"));
    settings.put("bootstrap.servers", tlsAddress());
    settings.put("security.protocol", "SSL");
    return Admin.create(settings);
  }

  /** Sets the password of the user for SCRAM. */
  public void setScramPassword(String password) {
    try (Admin admin = admin()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  private void keys(String... names) {
    for (String name : names) {
      Path certificate = directory.resolve(name + ".pem");
      keytool(
          "-genkeypair -keyalg EC -groupname secp256r1 -validity 2 -ext san=ip:127.0.0.1",
          name,
          "-dname",
          "CN=" + name,
          "-keystore",
          store(name).toString());
      keytool(
          "-exportcert -rfc",
          name,
          "-file",
          certificate.toString(),
          "-keystore",
          store(name).toString());
      keytool(
          "-importcert -noprompt",
          name,
          "-file",
          certificate.toString(),
          "-keystore",
          store("trust").toString());
    }
  }

  private static void keytool(String action, String alias, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(action.split(" ")));
    command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
    command.addAll(List.of(options));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
