package news.dateline.support.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.PasswordFileCallbackHandler;
import news.dateline.testsupport.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Clients with the settings that every process has, and a broker with TLS and SASL. */
class SecureKafkaIT {
  private static final String MODULE = "org.apache.kafka.common.security.";
  private static final String CREDENTIALS = " required username=\"dateline\" password=\"%s\";";
  private static final byte[] VALUE = "news".getBytes(UTF_8);

  @TempDir static Path directory;
  private static SecureBroker broker;

  @BeforeAll
  static void start() {
    broker = SecureBroker.start(directory, Map.of());
    broker.setScramPassword("scram");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  static Stream<Arguments> connections() {
    return Stream.of(
        Arguments.of(
            "PLAIN", MODULE + "plain.PlainLoginModule" + CREDENTIALS.formatted("dateline")),
        Arguments.of(
            "SCRAM-SHA-512", MODULE + "scram.ScramLoginModule" + CREDENTIALS.formatted("scram")),
        Arguments.of(
            "OAUTHBEARER",
            MODULE
                + "oauthbearer.OAuthBearerLoginModule required"
                + " unsecuredLoginStringClaim_sub=\"dateline\";"));
  }

  @ParameterizedTest
  @MethodSource("connections")
  void everyClientConnectsWithSaslOverTls(String mechanism, String jaas) throws Exception {
    assertClientsConnect(sasl(mechanism, jaas), "sasl-" + mechanism);
  }

  @Test
  void everyClientConnectsWithACertificate() throws Exception {
    List<String> settings = tls();
    String keys = "--spring.ssl.bundle.jks.kafka.keystore.";
    settings.add(keys + "location=file:" + broker.store("client"));
    settings.add(keys + "password=" + SecureBroker.STORE_PASSWORD);
    settings.add("--spring.kafka.bootstrap-servers=" + broker.tlsAddress());
    settings.add("--spring.kafka.security.protocol=SSL");

    assertClientsConnect(settings(settings), "tls");
  }

  @Test
  void aNewPasswordInTheFileIsUsedForTheNextConnection() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "scram\n");
    String jaas =
        MODULE
            + "scram.ScramLoginModule required username=\"dateline\" passwordFile=\"%s\";"
                .formatted(file);
    KafkaSettings kafka =
        sasl(
            "SCRAM-SHA-512",
            jaas,
            "--spring.kafka.properties.sasl.client.callback.handler.class="
                + PasswordFileCallbackHandler.class.getName());
    assertThat(cluster(kafka)).isNotEmpty();

    broker.setScramPassword("other");
    try {
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> cluster(kafka))
                      .hasCauseInstanceOf(SaslAuthenticationException.class));
      Files.writeString(file, "other\n");
      assertThat(cluster(kafka)).isNotEmpty();
    } finally {
      broker.setScramPassword("scram");
      await()
          .ignoreExceptions()
          .until(() -> Files.writeString(file, "scram") != null && !cluster(kafka).isEmpty());
    }
  }

  private static String cluster(KafkaSettings kafka) throws Exception {
    try (Admin admin = Admin.create(kafka.admin())) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static List<String> tls() {
    String trust = "--spring.ssl.bundle.jks.kafka.truststore.";
    return new ArrayList<>(
        List.of(
            "--spring.kafka.ssl.bundle=kafka",
            trust + "location=file:" + broker.store("trust"),
            trust + "password=" + SecureBroker.STORE_PASSWORD));
  }

  private static KafkaSettings sasl(String mechanism, String jaas, String... further) {
    List<String> settings = tls();
    settings.add("--spring.kafka.bootstrap-servers=" + broker.saslAddress());
    settings.add("--spring.kafka.security.protocol=SASL_SSL");
    settings.add("--spring.kafka.properties.sasl.mechanism=" + mechanism);
    settings.add("--spring.kafka.properties.sasl.jaas.config=" + jaas);
    settings.addAll(List.of(further));
    return settings(settings);
  }

  private static KafkaSettings settings(List<String> arguments) {
    SpringApplication application = ServiceApplication.of(KafkaConfiguration.class, "none");
    application.addPrimarySources(List.of(SslAutoConfiguration.class));
    application.setWebApplicationType(WebApplicationType.NONE);
    try (ConfigurableApplicationContext context =
        application.run(arguments.toArray(String[]::new))) {
      return context.getBean(KafkaSettings.class);
    }
  }

  private static void assertClientsConnect(KafkaSettings kafka, String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(kafka.admin());
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer());
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      producer.send(new ProducerRecord<>(topic, VALUE)).get();
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      await()
          .untilAsserted(
              () ->
                  assertThat(consumer.poll(Duration.ofMillis(100)))
                      .singleElement()
                      .satisfies(entry -> assertThat(entry.value()).isEqualTo(VALUE)));
    }
  }
}
