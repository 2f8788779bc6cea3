package news.dateline.support.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.MissingRight;
import news.dateline.testsupport.secure.SecureBroker;
import news.dateline.testsupport.secure.TokenEndpoint;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients with the settings that every process has, and a broker with TLS and SASL. */
class SecureKafkaIT {
  private static final Exception REFUSED = GroupAuthorizationException.forGroupId("desk");
  private static final byte[] VALUE = "news".getBytes(UTF_8);

  @TempDir static Path directory;
  private static TokenEndpoint provider;
  private static SecureBroker broker;
  private static SecureClients clients;

  @BeforeAll
  static void start() throws Exception {
    provider = new TokenEndpoint(Duration.ofMinutes(10));
    broker = SecureBroker.start(directory, provider.brokerSettings());
    broker.setScramPassword("dateline");
    clients = new SecureClients(broker);
  }

  @AfterAll
  static void stop() {
    broker.close();
    provider.close();
  }

  static Stream<Arguments> connections() {
    String password = " required username=\"dateline\" password=\"dateline\"";
    String scram = "scram.ScramLoginModule" + password;
    return Stream.of(
        Arguments.of("PLAIN", "plain.PlainLoginModule" + password),
        Arguments.of("SCRAM-SHA-256", scram),
        Arguments.of("SCRAM-SHA-512", scram));
  }

  @ParameterizedTest
  @MethodSource("connections")
  void everyClientConnectsWithSaslOverTls(String mechanism, String jaas) throws Exception {
    assertClientsConnect(
        SecureClients.settings(clients.sasl(mechanism, jaas)), "sasl-" + mechanism);
  }

  @Test
  void everyClientConnectsWithACertificateWhoseSubjectIsThePrincipal() throws Exception {
    KafkaSettings kafka =
        SecureClients.settings(
            clients.tls(broker.store("client").toString(), broker.store("trust").toString()));

    assertClientsConnect(kafka, "tls");
    assertThat(MissingRight.in(REFUSED, kafka, READ, ""))
        .startsWith("User:CN=client lacks Read on Group desk ");
  }

  @Test
  void everyClientConnectsWithATokenWhoseSubjectIsThePrincipal() throws Exception {
    KafkaSettings kafka = SecureClients.settings(withToken());

    assertClientsConnect(kafka, "oauth");
    try (Admin admin = Admin.create(kafka.admin())) {
      assertThat(SecureClients.cluster(admin)).isNotEmpty();
      int before = provider.issued();
      assertThat(MissingRight.in(REFUSED, kafka, READ, ""))
          .startsWith("User:news-desk lacks Read on Group desk ");
      assertThat(provider.issued()).isEqualTo(before).isPositive();
    }
  }

  @Test
  void aTokenEndpointThatTheJvmDoesNotAllowIsNotAsked() {
    KafkaSettings kafka = SecureClients.settings(withToken());
    String allowed = System.clearProperty(TokenEndpoint.ALLOWED_URLS);
    int before = provider.issued();
    try {
      assertThatThrownBy(() -> Admin.create(kafka.admin()))
          .rootCause()
          .hasMessageContaining(TokenEndpoint.ALLOWED_URLS);
      assertThat(provider.issued()).isEqualTo(before);
    } finally {
      System.setProperty(TokenEndpoint.ALLOWED_URLS, allowed);
    }
  }

  private static List<String> withToken() {
    String oauth = "sasl.oauthbearer.";
    return clients.sasl(
        "OAUTHBEARER",
        "oauthbearer.OAuthBearerLoginModule required",
        "sasl.login.callback.handler.class=" + OAuthBearerLoginCallbackHandler.class.getName(),
        oauth + "token.endpoint.url=" + provider.url("/token"),
        oauth + "client.credentials.client.id=" + TokenEndpoint.CLIENT,
        oauth + "client.credentials.client.secret=" + TokenEndpoint.SECRET);
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
