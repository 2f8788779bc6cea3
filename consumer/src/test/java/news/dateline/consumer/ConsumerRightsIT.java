package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Each right by which a running consumer processes events is needed: one that is taken away costs
 * latency, and one line. One consumer runs for all tests.
 */
class ConsumerRightsIT {
  private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>();
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(StreamThreadRecovery.class);

  @TempDir private static Path state;
  private static RightsFixture kafka;
  private static KafkaStreamsLifecycle consumer;
  private static volatile Instant now = Instant.now();

  @BeforeAll
  static void start() throws Exception {
    LINES.start();
    LOG.addAppender(LINES);
    kafka = new RightsFixture("run.");
    // the brokers of the test allow shorter sessions than Kafka's default
    kafka.admin.createAcls(kafka.optional()).all().get();
    InstantSource clock = () -> now;
    consumer = kafka.lifecycle(state, clock.withZone(ZoneOffset.UTC));
    consumer.start();
    publish();
  }

  @AfterAll
  static void stop() throws Exception {
    consumer.stop();
    kafka.revokeOptional();
    kafka.close();
    LOG.detachAppender(LINES);
  }

  @BeforeEach
  void recover() {
    now = now.plus(Duration.ofMinutes(1));
  }

  static Stream<AclBinding> rights() {
    return kafka.required().stream().filter(acl -> isUsed(acl));
  }

  private static boolean isUsed(AclBinding acl) {
    boolean changelogs =
        acl.pattern().patternType() == PatternType.PREFIXED
            && acl.pattern().resourceType() == ResourceType.TOPIC;
    return acl.entry().operation() == AclOperation.WRITE
        || (acl.entry().operation() == AclOperation.READ && !changelogs);
  }

  @ParameterizedTest
  @MethodSource("rights")
  void aRunningConsumerNamesTheRightThatIsTakenAwayAndGoesOnWhenItIsBack(AclBinding acl)
      throws Exception {
    String title = "Secret " + UUID.randomUUID();
    kafka.revoke(acl);
    try {
      kafka.hold(title);
      awaitLine(RightsFixture.line(acl));
      assertThat(consumer.isRecovering()).isTrue();
    } finally {
      kafka.restore(acl);
    }

    kafka.awaitPublic(title);
    assertThat(kafka.reasons).isEmpty();
  }

  private static void publish() throws Exception {
    String title = "First " + UUID.randomUUID();
    kafka.hold(title);
    kafka.awaitPublic(title);
  }

  private static void awaitLine(String part) {
    await()
        .dontCatchUncaughtExceptions()
        .atMost(RightsFixture.TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(List.copyOf(LINES.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains(part)));
  }
}
