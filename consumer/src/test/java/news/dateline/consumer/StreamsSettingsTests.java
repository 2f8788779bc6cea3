package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import news.dateline.support.boot.StartupException;
import news.dateline.support.kafka.KafkaSettings;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTests {
  private static StreamsConfig streams(Map<String, Object> kafka, Map<String, String> keys) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put("bootstrap.servers", "localhost:9092");
    Properties settings =
        StreamsSettings.of(
            StateGeneration.FIRST,
            new KafkaSettings(all, all, all, all),
            BrokerSettingsTests.settings(keys),
            Duration.ofSeconds(2),
            "none");
    return new StreamsConfig(settings);
  }

  @ParameterizedTest
  @CsvSource({"'', '', 3, 2", "1, '', 1, 1", "2, '', 2, 1", "5, '', 5, 2", "3, 3, 3, 3"})
  void theChangelogsHaveTheReplicationOfTheSettings(
      String factor, String minInsync, int replicas, String acknowledging) {
    Map<String, String> keys = new HashMap<>();
    keys.put("dateline.consumer.replication-factor", factor);
    keys.put("dateline.consumer.min-insync-replicas", minInsync);
    keys.values().removeIf(String::isEmpty);

    StreamsConfig settings = streams(Map.of(), keys);

    assertThat(settings.getInt("replication.factor")).isEqualTo(replicas);
    assertThat(settings.originals())
        .containsEntry("topic.min.insync.replicas", acknowledging)
        .containsEntry("topic.unclean.leader.election.enable", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one"})
  void anInstanceWithoutANameHasThatOfItsHost(String given) throws UnknownHostException {
    String host = InetAddress.getLocalHost().getHostName();

    StreamsConfig settings = streams(Map.of(), Map.of("dateline.consumer.instance", given));

    assertThat(settings.getMainConsumerConfigs("group", "client", 1))
        .containsEntry("group.instance.id", (given.isEmpty() ? host : given) + "-1");
  }

  @ParameterizedTest
  @CsvSource({"'', 5000", "7000, 7000"})
  void aBrokerThatDoesNotAnswerIsGivenUpBeforeThirtySeconds(String given, String timeout) {
    Map<String, Object> kafka = new HashMap<>();
    if (!given.isEmpty()) {
      kafka.put("consumer.request.timeout.ms", given);
      kafka.put("producer.request.timeout.ms", given);
    }

    StreamsConfig settings = streams(kafka, Map.of());

    assertThat(settings.getMainConsumerConfigs("group", "client", 1).get("request.timeout.ms"))
        .hasToString(timeout);
    assertThat(settings.getProducerConfigs("client").get("request.timeout.ms"))
        .hasToString(timeout);
  }

  @Test
  void theChangelogsTakeAnyTimestamp() {
    assertThat(streams(Map.of(), Map.of()).originals())
        .containsEntry("topic.message.timestamp.after.max.ms", "9223372036854775807");
  }

  @Test
  void recordsAreStampedNoLaterThanTheClockBehindTheInterceptorsOfTheOperator() {
    String limit = TimestampLimit.class.getName();
    String all = "interceptor.classes";
    String producers = "producer." + all;

    assertThat(interceptors(Map.of())).isEqualTo(List.of(limit));
    assertThat(interceptors(Map.of(producers, ""))).isEqualTo(List.of(limit));
    assertThat(interceptors(Map.of(producers, "a.Trace, a.Count")))
        .isEqualTo(List.of("a.Trace", "a.Count", limit));
    assertThat(interceptors(Map.of(producers, List.of("a.Trace", "a.Count"))))
        .isEqualTo(List.of("a.Trace", "a.Count", limit));
    assertThat(interceptors(Map.of(all, "a.Trace"))).isEqualTo(List.of("a.Trace", limit));
    assertThat(interceptors(Map.of(all, "a.Trace", producers, "a.Count")))
        .isEqualTo(List.of("a.Count", limit));
  }

  private static Object interceptors(Map<String, Object> kafka) {
    return streams(kafka, Map.of()).getProducerConfigs("client").get("interceptor.classes");
  }

  @Test
  void aRackSpreadsStandbysAndKeepsTrafficInIt() {
    StreamsConfig settings = streams(Map.of("client.rack", "a"), Map.of());

    assertThat(settings.getClientTags()).containsEntry("rack", "a");
    assertThat(settings.getList("rack.aware.assignment.tags")).containsExactly("rack");
    assertThat(settings.getString("rack.aware.assignment.strategy")).isEqualTo("min_traffic");
    assertThat(settings.getMainConsumerConfigs("group", "client", 1))
        .containsEntry("client.rack", "a");
    assertThat(streams(Map.of(), Map.of()).getClientTags()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "num.standby.replicas, num-standby-replicas",
    "main.consumer.session.timeout.ms, session-timeout",
    "producer.transaction.timeout.ms, transaction-timeout",
    "replication.factor, replication-factor"
  })
  void aPropertyOfKafkaForWhichThereIsAKeyIsRefused(String property, String key) {
    KafkaSettings kafka = new KafkaSettings(Map.of(), Map.of(), Map.of(), Map.of(property, "9000"));

    assertThatThrownBy(() -> StreamsSettings.refuseOwn(kafka))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(property)
        .hasMessageContaining("dateline.consumer." + key);
    StreamsSettings.refuseOwn(KafkaSettings.of("localhost:9092"));
  }

  @Test
  void moreCopiesToAcknowledgeThanThereAreAreRefused(@TempDir Path state) {
    assertThatThrownBy(() -> RunningConsumer.start("127.0.0.1:1", state, "min-insync-replicas=2"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("dateline.consumer.min-insync-replicas, 2,")
        .hasMessageContaining("dateline.consumer.replication-factor, 1");
  }
}
