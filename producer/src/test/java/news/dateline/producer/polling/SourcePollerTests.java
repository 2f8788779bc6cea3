package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.events.FeedId;
import news.dateline.events.PolledSource;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SourcePollerTests {
  @Test
  void aPollThatDoesNotEndFailsAfterTenMinutes() {
    StepVerifier.withVirtualTime(
            () -> SourcePoller.withFailure(Mono.never(), SourcePollerTests::failed))
        .expectSubscription()
        .expectNoEvent(Duration.ofMinutes(10).minusMillis(1))
        .thenAwait(Duration.ofMillis(1))
        .assertNext(
            poll ->
                assertThat(poll.state().result()).isEqualTo("it was not imported within 10 min"))
        .verifyComplete();
  }

  @Test
  void aPollThatFailsUnexpectedlyDoesNotQuoteTheDocument() {
    Mono<SourcePoller.Poll> poll = Mono.error(new IllegalStateException("<secret>"));

    StepVerifier.create(SourcePoller.withFailure(poll, SourcePollerTests::failed))
        .assertNext(
            failed -> assertThat(failed.state().result()).isEqualTo("IllegalStateException"))
        .verifyComplete();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "IMPORTS_BUSY"})
  void aSourceHasNotFailedWhileItsProducerIsNotReady(ProblemType reason) {
    AtomicInteger attempts = new AtomicInteger();
    Mono<String> work =
        Mono.defer(
            () ->
                attempts.incrementAndGet() < 30
                    ? Mono.error(new ProblemException(reason, null))
                    : Mono.just("imported"));

    StepVerifier.withVirtualTime(() -> SourcePoller.retryWhileUnavailable(work))
        .thenAwait(Duration.ofSeconds(29))
        .expectNext("imported")
        .verifyComplete();
  }

  @Test
  void aPollFailsIfKafkaStaysUnavailableAndAtOnceForAnyOtherReason() {
    StepVerifier.withVirtualTime(
            () -> SourcePoller.retryWhileUnavailable(Mono.error(EventLog.unavailable(null))))
        .thenAwait(Duration.ofMinutes(1))
        .verifyErrorMessage(EventLog.unavailable(null).getMessage());
    StepVerifier.create(
            SourcePoller.retryWhileUnavailable(
                Mono.error(new ProblemException(ProblemType.NO_FEED, "none"))))
        .verifyErrorMessage("none");
  }

  private static SourcePoller.Poll failed(String reason) {
    PolledSource state =
        PolledSource.unpolled(new FeedId("world"), "wire", "cafe", Instant.EPOCH)
            .polled(Instant.EPOCH, reason, Instant.EPOCH, 1);
    return new SourcePoller.Poll(state, "failed", Map.of(), Set.of(), false);
  }
}
