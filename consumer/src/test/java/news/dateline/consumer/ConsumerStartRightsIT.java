package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import news.dateline.support.kafka.ServiceRights;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Each right that a consumer needs before it runs: without it, the consumer stops and names it. The
 * rights to look at topics and to create them are tested where topics are checked, in the module
 * support.
 */
class ConsumerStartRightsIT {
  private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>();
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(KafkaStreamsLifecycle.class);

  private static RightsFixture kafka;

  @BeforeAll
  static void start(@TempDir Path state) throws Exception {
    kafka = new RightsFixture("start.");
    LINES.start();
    LOG.addAppender(LINES);
    makeState(state);
    LOG.detachAppender(LINES);
    kafka.admin.createAcls(kafka.optional()).all().get();
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.revokeOptional();
    kafka.close();
  }

  @BeforeEach
  void forget() {
    kafka.reasons.clear();
  }

  /** Rights to changelogs, groups and transactions, except for that to write changelogs. */
  static Stream<AclBinding> rights() {
    return kafka.required().stream()
        .filter(acl -> acl.pattern().patternType() == PatternType.PREFIXED)
        .filter(
            acl ->
                acl.pattern().resourceType() != ResourceType.TOPIC
                    || acl.entry().operation() != AclOperation.WRITE);
  }

  @ParameterizedTest
  @MethodSource("rights")
  void theConsumerStopsAndNamesTheRightThatIsMissing(
      AclBinding acl, @TempDir Path state, @TempDir Path otherState) throws Exception {
    if (acl.entry().operation() == AclOperation.DELETE) {
      leaveAnotherGeneration();
    }
    if (acl.entry().operation() == AclOperation.CREATE) {
      deleteState();
    }
    kafka.revoke(acl);
    try {
      assertStops(state, RightsFixture.line(acl));
    } finally {
      kafka.restore(acl);
    }
    if (acl.entry().operation() == AclOperation.CREATE) {
      makeState(otherState);
    }
  }

  @Test
  void changelogsThatTheConsumerMayNotSeeCountAsAMissingRightAndNotAsLost(@TempDir Path state)
      throws Exception {
    List<AclBinding> changelogs =
        kafka.required().stream()
            .filter(acl -> acl.pattern().patternType() == PatternType.PREFIXED)
            .filter(acl -> acl.pattern().resourceType() == ResourceType.TOPIC)
            .toList();
    kafka.admin.deleteAcls(changelogs.stream().map(AclBinding::toFilter).toList()).all().get();
    try {
      assertStops(
          state,
          "User:consumer lacks Describe on Topic "
              + StateGeneration.first(kafka.names).publicChangelog());
    } finally {
      kafka.admin.createAcls(changelogs).all().get();
    }
  }

  @Test
  void withoutTheRightsToSeeBrokersAndKafkasTopicsTheFirstConsumerRanAndSaidSo() {
    List<String> lines = LINES.list.stream().map(ILoggingEvent::getFormattedMessage).toList();

    assertThat(kafka.optional())
        .hasSize(5)
        .allSatisfy(
            acl ->
                assertThat(lines)
                    .filteredOn(line -> line.contains(RightsFixture.line(acl)))
                    .hasSize(1));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("A consumer that is stopped for 7 days needs a rebuild"));
  }

  @ParameterizedTest
  @CsvSource({
    "61, 2, dateline.consumer.session-timeout",
    "2, 61, dateline.consumer.transaction-timeout"
  })
  void aTimeoutThatBrokersWhoseSettingsAreNotSeenDoNotAllowStopsTheConsumer(
      int session, int transaction, String key, @TempDir Path state) throws Exception {
    kafka.revokeOptional();
    try {
      assertStops(
          TestProperties.ofOnlyInstance(
              state, Duration.ofSeconds(session), Duration.ofSeconds(transaction)),
          "the brokers do not allow " + key);
    } finally {
      kafka.admin.createAcls(kafka.optional()).all().get();
    }
  }

  private static void assertStops(Path state, String line) {
    assertStops(TestProperties.ofOnlyInstance(state), line);
  }

  private static void assertStops(ConsumerProperties properties, String line) {
    KafkaStreamsLifecycle consumer = kafka.lifecycle(properties, Clock.systemUTC());
    consumer.start();
    try {
      await()
          .dontCatchUncaughtExceptions()
          .atMost(RightsFixture.TIMEOUT)
          .until(() -> !kafka.reasons.isEmpty());
    } finally {
      consumer.stop();
    }
    assertThat(kafka.reasons).first().asString().contains(line);
  }

  /** Has changelogs with records, and offsets that are committed. */
  private static void makeState(Path state) throws Exception {
    String title = "Secret " + UUID.randomUUID();
    kafka.hold(title);
    KafkaStreamsLifecycle consumer = kafka.lifecycle(state, Clock.systemUTC());
    consumer.start();
    try {
      kafka.awaitPublic(title);
    } finally {
      consumer.stop();
    }
  }

  /** Waits for the session of the last consumer to end. */
  private static void deleteState() throws Exception {
    String group = StateGeneration.first(kafka.names).applicationId();
    await()
        .atMost(RightsFixture.TIMEOUT)
        .ignoreExceptions()
        .until(() -> kafka.admin.deleteConsumerGroups(List.of(group)).all().get() == null);
    List<String> changelogs =
        kafka.admin.listTopics().names().get().stream()
            .filter(topic -> topic.startsWith(kafka.names.of(ServiceRights.STREAMS)))
            .toList();
    kafka.admin.deleteTopics(changelogs).all().get();
    await()
        .atMost(RightsFixture.TIMEOUT)
        .until(
            () -> kafka.admin.listTopics().names().get().stream().noneMatch(changelogs::contains));
  }

  /** What a rebuild that was interrupted leaves. */
  private static void leaveAnotherGeneration() throws Exception {
    String name = StateGeneration.first(kafka.names).next().publicChangelog();
    if (!kafka.admin.listTopics().names().get().contains(name)) {
      kafka.admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }
}
