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

  private final Outcomes.OutcomeRecordHandler records =
      Outcomes.OutcomeRecordHandler.bounded();

  @Test
  void aRetryIsAnsweredByItsOwnCauseWithTheSameOutcome() {
    Outcome accepted = outcome(Outcome.Status.ACCEPTED, null);
    records.read(entry(accepted, "0@7"));
    records.read(entry(accepted, "0@9"));

    StepVerifier.create(records.byPlace().await("0@9", Duration.ZERO))
        .expectNext(accepted)
        .verifyComplete();
  }

  @Test
  void aLaterUseOfTheIdDoesNotChangeWhatBecameOfTheEvent() {
    Outcome accepted = outcome(Outcome.Status.ACCEPTED, null);
    Outcome reused = outcome(Outcome.Status.REJECTED, RejectionReason.ID_REUSED);
    records.read(entry(accepted, "0@7"));
    records.read(entry(reused, "0@8"));

    StepVerifier.create(records.byEvent().await(EVENT, Duration.ZERO))
        .expectNext(accepted)
        .verifyComplete();
    StepVerifier.create(records.byPlace().await("0@8", Duration.ZERO))
        .expectNext(reused)
        .verifyComplete();
  }

  @ParameterizedTest
  @CsvSource({"ACCEPTED,", "REJECTED,WITHDRAWN", "REJECTED,CLOSED"})
  void theFinalOutcomeOfAHeldEventTakesThePlaceOfTheFirst(
      Outcome.Status status, @Nullable RejectionReason reason) {
    Outcome held = outcome(Outcome.Status.HELD, null);
    Outcome settled = outcome(status, reason);
    records.read(entry(held, "0@7"));
    records.read(entry(settled, "0@7"));
    records.read(entry(held, "0@7"));

    StepVerifier.create(records.byEvent().await(EVENT, Duration.ZERO))
        .expectNext(settled)
        .verifyComplete();
  }

  @Test
  void anotherRequestUnderTheIdOfAHeldEventIsNotItsFinalOutcome() {
    Outcome held = outcome(Outcome.Status.HELD, null);
    records.read(entry(held, "0@7"));
    records.read(entry(outcome(Outcome.Status.REJECTED, RejectionReason.ID_REUSED), "0@8"));

    StepVerifier.create(records.byEvent().await(EVENT, Duration.ZERO))
        .expectNext(held)
        .verifyComplete();
  }

  @Test
  void aLaterUseOfTheIdIsNoOutcomeOfTheEventEvenWhenTheFirstIsOutOfReach() {
    records.read(entry(outcome(Outcome.Status.REJECTED, RejectionReason.ID_REUSED), "0@8"));

    StepVerifier.create(records.byEvent().await(EVENT, Duration.ZERO)).verifyComplete();
  }

  @Test
  void aRecordWithoutSenseIsRefused() {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> records.read(raw("{".getBytes(UTF_8), "0@7")));
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> records.read(raw(null, "0@7")));
  }

  private static Outcome outcome(Outcome.Status status, @Nullable RejectionReason reason) {
    return new Outcome(
        EVENT, status, new FeedId("world"), null, null, null, null, null, reason, "0@7");
  }

  private static ConsumerRecord<byte[], byte[]> entry(Outcome outcome, String cause) {
    return raw(Json.write(outcome), cause);
  }

  private static ConsumerRecord<byte[], byte[]> raw(byte @Nullable [] value, String cause) {
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
