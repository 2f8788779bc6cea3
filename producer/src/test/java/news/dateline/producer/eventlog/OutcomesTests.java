package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Optional;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

class OutcomesTests {
  private static final EventId EVENT = new EventId("e-1");

  private final Outcomes.OutcomeRecordHandler records = Outcomes.OutcomeRecordHandler.bounded();

  @Test
  void eachRetryHasTheOutcomeAtItsOwnCoordinates() {
    Outcome accepted = outcome(Outcome.Status.ACCEPTED, null);
    records.read(record(accepted, "0@7"));
    records.read(record(accepted, "0@9"));

    StepVerifier.create(records.byCoordinates().await("0@9", Duration.ZERO))
        .expectNext(accepted)
        .verifyComplete();
  }

  @Test
  void aReusedIdDoesNotChangeTheOutcomeOfTheEvent() {
    Outcome accepted = outcome(Outcome.Status.ACCEPTED, null);
    Outcome reused = outcome(Outcome.Status.REJECTED, RejectionReason.ID_REUSED);
    records.read(record(accepted, "0@7"));
    records.read(record(reused, "0@8"));

    StepVerifier.create(records.byEvent().await(EVENT, Duration.ZERO))
        .expectNext(accepted)
        .verifyComplete();
    StepVerifier.create(records.byCoordinates().await("0@8", Duration.ZERO))
        .expectNext(reused)
        .verifyComplete();
  }

  @ParameterizedTest
  @CsvSource({"ACCEPTED,", "REJECTED,WITHDRAWN", "REJECTED,CLOSED"})
  void theFinalOutcomeOfAHeldEventReplacesTheFirst(
      Outcome.Status status, @Nullable RejectionReason reason) {
    Outcome held = outcome(Outcome.Status.HELD, null);
    Outcome finalOutcome = outcome(status, reason);
    records.read(record(held, "0@7"));
    records.read(record(finalOutcome, "0@7"));
    records.read(record(held, "0@7"));

    StepVerifier.create(records.byEvent().await(EVENT, Duration.ZERO))
        .expectNext(finalOutcome)
        .verifyComplete();
  }

  @Test
  void aReusedIdIsNotTheFinalOutcomeOfAHeldEvent() {
    Outcome held = outcome(Outcome.Status.HELD, null);
    records.read(record(held, "0@7"));
    records.read(record(outcome(Outcome.Status.REJECTED, RejectionReason.ID_REUSED), "0@8"));

    StepVerifier.create(records.byEvent().await(EVENT, Duration.ZERO))
        .expectNext(held)
        .verifyComplete();
  }

  @Test
  void aReusedIdIsNoOutcomeOfTheEventEvenIfTheFirstOutcomeIsEvicted() {
    records.read(record(outcome(Outcome.Status.REJECTED, RejectionReason.ID_REUSED), "0@8"));

    StepVerifier.create(records.byEvent().await(EVENT, Duration.ZERO)).verifyComplete();
  }

  @Test
  void refusesAnUnreadableRecord() {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> records.read(recordOf("{".getBytes(UTF_8), "0@7")));
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> records.read(recordOf(null, "0@7")));
  }

  private static Outcome outcome(Outcome.Status status, @Nullable RejectionReason reason) {
    return Outcome.of(EVENT, status, new FeedId("world"), "0@7").withReason(reason);
  }

  private static ConsumerRecord<byte[], byte[]> record(Outcome outcome, String cause) {
    return recordOf(Json.write(outcome), cause);
  }

  private static ConsumerRecord<byte[], byte[]> recordOf(byte @Nullable [] value, String cause) {
    return new ConsumerRecord<>(
        "news-outcomes",
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        EVENT.value().getBytes(UTF_8),
        value,
        new RecordHeaders().add("cause", cause.getBytes(UTF_8)),
        Optional.empty());
  }
}
