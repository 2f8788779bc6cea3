package news.dateline.support.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.PasswordFileCallbackHandler;
import news.dateline.support.kafka.producer.RecoveringProducer;
import news.dateline.testsupport.secure.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One client that goes on while certificates and passwords change. Its connection is idle between
 * two requests for longer than it keeps it, so each request makes a new one.
 */
class RotationIT {
  private static final char[] STORE_PASSWORD = SecureBroker.STORE_PASSWORD.toCharArray();

  /** More than the time for which the clients keep an idle connection. */
  private static final Duration IDLE = Duration.ofMillis(500);

  private static final Map<String, Object> TIMEOUTS =
      Map.of(
          "linger.ms", 0,
          "request.timeout.ms", 2_000,
          "delivery.timeout.ms", 3_000,
          "max.block.ms", 2_000);
  private static final String REFUSALS = "kafka.producer.failed.authentication.total";

  @TempDir static Path directory;
  private static SecureBroker broker;
  private static SecureClients clients;

  @TempDir private Path files;

  @BeforeAll
  static void start() {
    broker = SecureBroker.start(directory, Map.of());
    clients = new SecureClients(broker);
  }

  @BeforeEach
  void resetPassword() {
    broker.setScramPassword(SecureBroker.USER);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, plain.PlainLoginModule",
    "SCRAM-SHA-256, scram.ScramLoginModule",
    "SCRAM-SHA-512, scram.ScramLoginModule"
  })
  void aClientUsesTheNewPasswordOfTheFileForItsNextConnection(String mechanism, String module)
      throws Exception {
    Path file = password(SecureBroker.USER);
    try (Admin client = client(SecureClients.settings(withPassword(mechanism, module, file)))) {
      soon().until(() -> connects(client));

      replace(Files.writeString(files.resolve("next"), "wrong"), file);
      soon().until(() -> !connects(client));

      replace(Files.writeString(files.resolve("next"), SecureBroker.USER + "\n"), file);
      soon().until(() -> connects(client));
    }
  }

  @Test
  void aClientConnectsOnceFileAndBrokersHaveTheSamePassword() throws Exception {
    Path file = password(SecureBroker.USER);
    List<String> settings = withPassword("SCRAM-SHA-512", "scram.ScramLoginModule", file);
    try (Admin client = client(SecureClients.settings(settings))) {
      soon().until(() -> connects(client));

      broker.setScramPassword("other");
      soon().until(() -> !connects(client));

      replace(Files.writeString(files.resolve("next"), "other"), file);
      soon().until(() -> connects(client));
    }
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, plain.PlainLoginModule", "SCRAM-SHA-512, scram.ScramLoginModule"})
  void aProducerThatWasStartedWithAWrongPasswordWritesOnceItIsRight(String mechanism, String module)
      throws Exception {
    String topic = createTopic("refused-" + mechanism.toLowerCase(Locale.ROOT));
    Path file = password("wrong");
    try (RecoveringProducer producer = producer(withPassword(mechanism, module, file))) {
      assertThat(writes(producer, topic)).isFalse();

      replace(Files.writeString(files.resolve("next"), SecureBroker.USER), file);
      soon().until(() -> writes(producer, topic));
    }
  }

  @Test
  void aProducerThatHasSentNothingWhileItsPasswordWasWrongWritesOnceItIsRight() throws Exception {
    String topic = createTopic("silent");
    Path file = password("wrong");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (RecoveringProducer producer =
        producer(withPassword("PLAIN", "plain.PlainLoginModule", file))) {
      producer.bindTo(registry);
      soon().until(() -> registry.get(REFUSALS).functionCounter().count() > 0);

      replace(Files.writeString(files.resolve("next"), SecureBroker.USER), file);
      soon().until(() -> writes(producer, topic));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys", "trust"})
  void aClientUsesTheStoreThatHasReplacedAnotherForItsNextConnection(String replaced)
      throws Exception {
    Path good = broker.store(replaced.equals("keys") ? "client" : "trust");
    Path bad = replaced.equals("keys") ? storeWithout("client") : storeWithout("broker");
    Path store = Files.copy(good, files.resolve("store.p12"));
    List<String> settings =
        replaced.equals("keys")
            ? clients.tls(store.toString(), broker.store("trust").toString())
            : clients.tls(broker.store("client").toString(), store.toString());
    try (ConfigurableApplicationContext context = SecureClients.run(settings);
        Admin client = client(context.getBean(KafkaSettings.class))) {
      soon().until(() -> connects(client));

      replace(Files.copy(bad, files.resolve("next")), store);
      soon().until(() -> !connects(client));

      replace(Files.copy(good, files.resolve("next")), store);
      soon().until(() -> connects(client));
    }
  }

  /** Returns a store that trusts all but the one of this name, and has no key. */
  private Path storeWithout(String missing) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(broker.store("trust"))) {
      store.load(content, STORE_PASSWORD);
    }
    store.deleteEntry(missing);
    Path written = files.resolve("bad.p12");
    try (OutputStream content = Files.newOutputStream(written)) {
      store.store(content, STORE_PASSWORD);
    }
    return written;
  }

  private Path password(String text) throws IOException {
    return Files.writeString(files.resolve("password"), text);
  }

  private static List<String> withPassword(String mechanism, String module, Path file) {
    return clients.sasl(
        mechanism,
        module + " required username=\"%s\" passwordFile=\"%s\"".formatted(SecureBroker.USER, file),
        "sasl.client.callback.handler.class=" + PasswordFileCallbackHandler.class.getName());
  }

  private static Admin client(KafkaSettings kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.admin());
    settings.put("connections.max.idle.ms", IDLE.dividedBy(5).toMillis());
    settings.put("default.api.timeout.ms", 3_000);
    settings.put("request.timeout.ms", 3_000);
    return Admin.create(settings);
  }

  private static boolean connects(Admin client) throws Exception {
    try {
      return !SecureClients.cluster(client).isEmpty();
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static String createTopic(String name) throws Exception {
    try (Admin admin = broker.admin()) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
    return name;
  }

  private static RecoveringProducer producer(List<String> arguments) {
    return new RecoveringProducer(SecureClients.settings(arguments).producer(TIMEOUTS));
  }

  private static boolean writes(RecoveringProducer producer, String topic) throws Exception {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    try {
      producer.send(
          new ProducerRecord<>(topic, new byte[1]),
          (metadata, failure) -> written.complete(failure == null));
    } catch (KafkaException e) {
      return false;
    }
    return written.get(1, TimeUnit.MINUTES);
  }

  private static void replace(Path next, Path file) throws IOException {
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1)).pollInterval(IDLE).pollDelay(IDLE);
  }
}
