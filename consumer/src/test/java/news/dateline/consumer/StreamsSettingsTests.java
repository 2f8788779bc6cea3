package news.dateline.consumer;

import static news.dateline.support.kafka.KafkaNames.UNPREFIXED;
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
import java.util.stream.Stream;
import news.dateline.consumer.topology.PollListener;
import news.dateline.consumer.topology.TimestampLimit;
import news.dateline.support.boot.StartupException;
import news.dateline.support.kafka.KafkaSettings;
import org.apache.kafka.streams.StreamsConfig;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTests {
  private static final Map<String, Object> NONE = Map.of();

  private static StreamsConfig streams(Map<String, Object> kafka, Map<String, String> keys) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put("bootstrap.servers", "localhost:9092");
    Properties settings =
        StreamsSettings.of(
            StateGeneration.first(UNPREFIXED),
            new KafkaSettings(all, all, all, all, UNPREFIXED),
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
  @CsvSource({
    "request.timeout.ms, 5000",
    "socket.connection.setup.timeout.ms, 2000",
  })
  void aBrokerThatIsCutOffIsGivenUpInSecondsUnlessTheOperatorSaysOtherwise(
      String name, String timeout) {
    assertThat(values(streams(NONE, Map.of()), name)).containsOnly(timeout);
    assertThat(values(streams(Map.of(name, "20000"), Map.of()), name)).containsOnly("20000");
    assertThat(streams(NONE, Map.of()).getMainConsumerConfigs("group", "client", 1))
        .doesNotContainKey("socket.connection.setup.timeout.max.ms");
  }

  private static Stream<String> values(StreamsConfig settings, String name) {
    return Stream.of(
            settings.getMainConsumerConfigs("group", "client", 1),
            settings.getRestoreConsumerConfigs("client"),
            settings.getProducerConfigs("client"),
            settings.getAdminConfigs("client"))
        .map(client -> String.valueOf(client.get(name)));
  }

  @Test
  void theChangelogsTakeAnyTimestamp() {
    assertThat(streams(Map.of(), Map.of()).originals())
        .containsEntry("topic.message.timestamp.after.max.ms", "9223372036854775807")
        .containsEntry("topic.message.timestamp.before.max.ms", "9223372036854775807");
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

  @Test
  void whatAThreadReadsIsSeenBehindTheInterceptorsOfTheOperator() {
    String listener = PollListener.class.getName();
    String consumers = "consumer.interceptor.classes";

    assertThat(ofMainConsumer(Map.of())).isEqualTo(List.of(listener));
    assertThat(ofMainConsumer(Map.of(consumers, "a.Trace")))
        .isEqualTo(List.of("a.Trace", listener));
    assertThat(ofMainConsumer(Map.of(consumers, "a.Trace", "main." + consumers, "a.Count")))
        .isEqualTo(List.of("a.Count", listener));
  }

  private static Object ofMainConsumer(Map<String, Object> kafka) {
    return streams(kafka, Map.of())
        .getMainConsumerConfigs("group", "client", 1)
        .get("interceptor.classes");
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
    "application.id, Dateline chooses it",
    "processing.exception.handler, Dateline chooses it",
    "production.exception.handler, Dateline chooses it",
    "default.production.exception.handler, Dateline chooses it",
    "deserialization.exception.handler, Dateline chooses it",
    "default.deserialization.exception.handler, Dateline chooses it",
    "producer.transactional.id, Dateline chooses it",
    "producer.partitioner.class, Dateline chooses it",
    "default.client.supplier, Dateline chooses it",
    "partitioner.ignore.keys, Dateline needs false here",
    "allow.auto.create.topics, Dateline needs false here",
    "main.consumer.allow.auto.create.topics, Dateline needs false here",
    "state.dir, set dateline.consumer.state-dir instead",
    "num.standby.replicas, set dateline.consumer.num-standby-replicas instead",
    "num.stream.threads, set dateline.consumer.num-stream-threads instead",
    "commit.interval.ms, set dateline.consumer.commit-interval instead",
    "poll.ms, set dateline.consumer.poll-interval instead",
    "replication.factor, set dateline.consumer.replication-factor instead",
    "topic.min.insync.replicas, set dateline.consumer.min-insync-replicas instead",
    "topic.unclean.leader.election.enable, Dateline chooses it",
    "topic.message.timestamp.after.max.ms, Dateline chooses it",
    "topic.message.timestamp.before.max.ms, Dateline chooses it",
    "group.instance.id, set dateline.consumer.instance instead",
    "consumer.group.instance.id, set dateline.consumer.instance instead",
    "session.timeout.ms, set dateline.consumer.session-timeout instead",
    "consumer.session.timeout.ms, set dateline.consumer.session-timeout instead",
    "main.consumer.session.timeout.ms, set dateline.consumer.session-timeout instead",
    "transaction.timeout.ms, set dateline.consumer.transaction-timeout instead",
    "producer.transaction.timeout.ms, set dateline.consumer.transaction-timeout instead",
    "main.consumer.auto.offset.reset, Dateline chooses it",
    "restore.consumer.auto.offset.reset, Dateline chooses it",
    "global.consumer.auto.offset.reset, Dateline chooses it",
    "main.consumer.isolation.level, Dateline needs read_committed here",
    "consumer.enable.auto.commit, Dateline needs false here",
    "producer.acks, Dateline needs all here",
    "producer.enable.idempotence, Dateline needs true here"
  })
  void aPropertyOfKafkaStreamsForWhichThereIsAKeyOrNoChoiceIsRefusedAtTheStartAndInARebuild(
      String property, String advice, @TempDir Path state) {
    assertRefused(new KafkaSettings(NONE, NONE, NONE, Map.of(property, "9"), UNPREFIXED), state)
        .hasMessageContaining("spring.kafka.streams or spring.kafka.properties sets " + property)
        .hasMessageEndingWith(advice);
  }

  @Test
  void aPropertyOfOtherClientsForWhichThereIsAKeyIsRefusedBecauseItWouldHaveNoEffect(
      @TempDir Path state) {
    Map<String, Object> session = Map.of("session.timeout.ms", "9");
    Map<String, Object> instance = Map.of("group.instance.id", "9");
    Map<String, Object> transaction = Map.of("transaction.timeout.ms", "9");

    assertRefused(new KafkaSettings(NONE, session, NONE, NONE, UNPREFIXED), state)
        .hasMessageContaining("spring.kafka.consumer or ")
        .hasMessageEndingWith("session.timeout.ms: set dateline.consumer.session-timeout instead");
    assertRefused(new KafkaSettings(NONE, instance, NONE, NONE, UNPREFIXED), state)
        .hasMessageEndingWith("group.instance.id: set dateline.consumer.instance instead");
    assertRefused(new KafkaSettings(NONE, NONE, transaction, NONE, UNPREFIXED), state)
        .hasMessageContaining("spring.kafka.producer or ")
        .hasMessageEndingWith("set dateline.consumer.transaction-timeout instead");
    StreamsSettings.refuseOwn(KafkaSettings.of("localhost:9092"));
  }

  @Test
  void aConsumerDoesNotStartWithAPropertyForWhichThereIsAKey(@TempDir Path state) {
    assertThatThrownBy(() -> RunningConsumer.with("poll.ms", 9, "127.0.0.1:1", state).close())
        .rootCause()
        .isInstanceOf(StartupException.class)
        .hasMessageEndingWith("poll.ms: set dateline.consumer.poll-interval instead");
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(KafkaSettings kafka, Path state) {
    assertThatThrownBy(() -> new Rebuild(kafka, TestProperties.rebuild(state)).run(decided -> {}))
        .isInstanceOf(StartupException.class);
    return assertThatThrownBy(() -> StreamsSettings.refuseOwn(kafka))
        .isInstanceOf(StartupException.class);
  }

  @Test
  void aHostWithoutANameWantsOneForTheInstance() {
    assertThatThrownBy(() -> SettingsCheck.checkInstance(""))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("the name of this host is not to be found")
        .hasMessageContaining("--instance");
  }

  @Test
  void moreCopiesToAcknowledgeThanThereAreAreRefused(@TempDir Path state) {
    assertThatThrownBy(() -> RunningConsumer.start("127.0.0.1:1", state, "min-insync-replicas=2"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("dateline.consumer.min-insync-replicas, 2,")
        .hasMessageContaining("dateline.consumer.replication-factor, 1");
  }
}
