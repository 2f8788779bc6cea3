package news.dateline.support.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import news.dateline.support.kafka.KafkaSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

class SettingsTests {
  @ParameterizedTest
  @CsvSource({
    "STATE_DIR, DATELINE_CONSUMER_STATEDIR",
    "dateline.stream.stall, dateline.stream.write-timeout",
    "dateline.kafka.bootstrap-servers, spring.kafka.bootstrap-servers"
  })
  void aSettingUnderAFormerNameIsRefusedAndTheNewNameGiven(String former, String present) {
    assertThatThrownBy(() -> settings("--" + former + "=1"))
        .hasMessageContaining(former)
        .hasMessageContaining("Set " + present + " instead.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.kafka.consumer.isolation-level=read-uncommitted",
        "spring.kafka.producer.acks=1",
        "spring.kafka.properties.enable.idempotence=false",
        "spring.kafka.consumer.properties.allow.auto.create.topics=true",
        "spring.kafka.producer.properties.transactional.id=desk",
        "spring.kafka.producer.transaction-id-prefix=desk",
        "spring.kafka.properties.transactional.id=desk",
        "spring.kafka.producer.properties.partitioner.class=RoundRobinPartitioner",
        "spring.kafka.properties.partitioner.class=RoundRobinPartitioner",
        "spring.kafka.producer.properties.partitioner.ignore.keys=true",
        "spring.kafka.properties.partitioner.ignore.keys=true",
        "spring.kafka.streams.properties.processing.guarantee=at_least_once"
      })
  void anotherValueOfAFixedKafkaSettingIsRefused(String setting) {
    assertThatThrownBy(() -> settings("--" + setting))
        .rootCause()
        .hasMessageContaining(setting.substring(0, setting.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spring.kafka.jaas.enabled=true", "spring.kafka.jaas.options.username=desk"})
  void aLoginOfTheWholeProcessIsRefusedBecauseItWouldHaveNoEffect(String setting) {
    assertThatThrownBy(() -> settings("--" + setting))
        .rootCause()
        .hasMessageContaining("spring.kafka.jaas")
        .hasMessageContaining("Set spring.kafka.properties.sasl.jaas.config instead.");
  }

  @Test
  void kafkaClientsGetTheOperatorsSettingsAndTheFixedOnes() {
    KafkaSettings kafka =
        settings(
            "--spring.kafka.bootstrap-servers=localhost:9092",
            "--spring.kafka.security.protocol=SASL_SSL",
            "--spring.kafka.producer.acks=all");

    assertThat(kafka.consumer())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("isolation.level", "read_committed")
        .hasEntrySatisfying(
            "bootstrap.servers",
            servers -> assertThat(servers).asString().contains("localhost:9092"));
    assertThat(kafka.streams()).containsEntry("processing.guarantee", "exactly_once_v2");
  }

  @Test
  void connectionDetailsCountInPlaceOfTheOperatorsSettingsAndNotOfTheFixedOnes() {
    SpringApplication application = application();
    application.addInitializers(
        (GenericApplicationContext context) ->
            context.registerBean(KafkaConnectionDetails.class, Details::new));

    KafkaSettings kafka =
        settings(
            application,
            "--spring.kafka.bootstrap-servers=127.0.0.1:9092",
            "--spring.kafka.security.protocol=SASL_SSL");

    assertThat(List.of(kafka.admin(), kafka.consumer(), kafka.producer(), kafka.streams()))
        .allSatisfy(
            client ->
                assertThat(client)
                    .containsEntry("bootstrap.servers", List.of("127.0.0.1:9093"))
                    .containsEntry("security.protocol", "SSL"));
    assertThat(kafka.consumer()).containsEntry("isolation.level", "read_committed");
    assertThat(kafka.producer()).containsEntry("acks", "all");
  }

  private record Details() implements KafkaConnectionDetails {
    @Override
    public List<String> getBootstrapServers() {
      return List.of("127.0.0.1:9093");
    }

    @Override
    public String getSecurityProtocol() {
      return "SSL";
    }
  }

  private static KafkaSettings settings(String... arguments) {
    return settings(application(), arguments);
  }

  private static SpringApplication application() {
    SpringApplication application = ServiceApplication.of(KafkaConfiguration.class, "none");
    application.setWebApplicationType(WebApplicationType.NONE);
    return application;
  }

  private static KafkaSettings settings(SpringApplication application, String... arguments) {
    try (ConfigurableApplicationContext context = application.run(arguments)) {
      return context.getBean(KafkaSettings.class);
    }
  }
}
