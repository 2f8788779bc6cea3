package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import news.dateline.support.kafka.KafkaSettings;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class StreamThreadRecoveryTests {
  private static final TopicPartition EVENTS = new TopicPartition("news-events", 3);

  private final List<String> reasons = new ArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private int checks;
  private @Nullable String mismatch;
  private Instant now = Instant.parse("2025-02-04T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final StreamThreadRecovery recovery =
      new StreamThreadRecovery(
          new StreamThreadRecovery.Member(
              KafkaSettings.of("kafka:9092"),
              "one",
              () -> {
                checks++;
                return mismatch;
              }),
          reasons::add,
          stopped,
          clock.withZone(ZoneOffset.UTC));

  @Test
  void theFirstFailureIsMendedAtOnceAndTheNextOnesAfterGrowingPauses() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pauses.add(recovery.recordFailure().toMillis());
      now = now.plus(Duration.ofSeconds(5));
    }

    assertThat(pauses).containsExactly(0L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
  }

  @Test
  void aThreadThatRunsForAWhileHasRecovered() {
    recovery.recordFailure();
    recovery.recordFailure();
    assertThat(recovery.isRecovering()).isTrue();

    now = now.plus(Duration.ofSeconds(11));

    assertThat(recovery.isRecovering()).isFalse();
    assertThat(recovery.recordFailure()).isZero();
  }

  @Test
  void aFailureOfAStoreReplacesTheThread() {
    assertThat(recovery.handle(new ProcessorStateException("disk")))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(reasons).isEmpty();
  }

  @Test
  void topicsThatDoNotFitAnyMoreStopTheConsumer() {
    mismatch = "six partitions";

    assertThat(recovery.handle(new StreamsException("invalid partitions")))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(reasons).containsExactly("six partitions");
  }

  @Test
  void theTopicsAreCheckedOnceForEachFailureThatIsNoMissingRight() {
    recovery.setHasRun();
    recovery.handle(new StreamsException("Kafka"));
    recovery.handle(new ProcessorStateException("disk"));
    recovery.handle(refused("feed-state"));

    assertThat(checks).isEqualTo(2);
  }

  @Test
  void aStopEndsThePause() {
    recovery.recordFailure();
    stopped.countDown();

    assertThat(recovery.handle(new StreamsException("Kafka")))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  @Test
  void aFencedInstanceStopsAndNamesItself() {
    assertThat(recovery.handle(new StreamsException(new FencedInstanceIdException("fenced"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(reasons)
        .singleElement()
        .asString()
        .contains("'one'", "dateline.consumer.instance", "--instance");
  }

  @ParameterizedTest
  @MethodSource("limitsOfBrokers")
  void aTimeoutThatTheBrokersDoNotAllowStopsTheConsumer(
      RuntimeException failure, String key, String limit) {
    assertThat(recovery.handle(new StreamsException(failure)))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(reasons).singleElement().asString().contains(key, limit);
  }

  static Stream<Arguments> limitsOfBrokers() {
    return Stream.of(
        arguments(
            new InvalidSessionTimeoutException("too short"),
            "dateline.consumer.session-timeout",
            "group.min.session.timeout.ms"),
        arguments(
            new KafkaException(
                "Unexpected error in InitProducerIdResponse; "
                    + Errors.INVALID_TRANSACTION_TIMEOUT.message()),
            "dateline.consumer.transaction-timeout",
            "transaction.max.timeout.ms"));
  }

  @Test
  void aRightThatIsMissingBeforeTheThreadsHaveRunStopsTheConsumer() {
    assertThat(recovery.handle(refused("feed-state")))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(reasons).singleElement().asString().contains("lacks Write on Topic feed-state ");
  }

  @Test
  void aRightThatIsTakenFromARunningConsumerIsNamedOnceUntilItHasRecovered() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(StreamThreadRecovery.class);
    lines.start();
    log.addAppender(lines);
    try {
      recovery.setHasRun();
      for (int i = 0; i < 2; i++) {
        assertThat(recovery.handle(refused("feed-state")))
            .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
      }
      recovery.handle(refused("desk-state"));
      now = now.plus(Duration.ofMinutes(1));
      recovery.handle(refused("desk-state"));
    } finally {
      log.detachAppender(lines);
    }

    assertThat(recovery.isRecovering()).isTrue();
    assertThat(reasons).isEmpty();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            line -> assertThat(line).contains("lacks Write on Topic feed-state "),
            line -> assertThat(line).contains("lacks Write on Topic desk-state "),
            line -> assertThat(line).contains("lacks Write on Topic desk-state "));
  }

  private static StreamsException refused(String topic) {
    return new StreamsException(
        "Error encountered sending record to topic " + topic,
        new TopicAuthorizationException(Set.of(topic)));
  }

  @Test
  void offsetsThatTheLogDoesNotHaveStopTheConsumer() {
    recovery.handle(new StreamsException(new NoOffsetForPartitionException(Set.of(EVENTS))));
    recovery.handle(new OffsetOutOfRangeException(Map.of(EVENTS, 7L)));

    assertThat(reasons).hasSize(2).allMatch(reason -> reason.contains("news-events-3"));
  }
}
