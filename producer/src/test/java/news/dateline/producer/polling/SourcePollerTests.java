package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import news.dateline.events.FeedId;
import news.dateline.events.PolledSource;
import org.junit.jupiter.api.Test;
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

  private static SourcePoller.Poll failed(String reason) {
    PolledSource state =
        PolledSource.unpolled(new FeedId("world"), "wire", "cafe", Instant.EPOCH)
            .polled(Instant.EPOCH, reason, Instant.EPOCH, 1);
    return new SourcePoller.Poll(state, "failed", Map.of(), Set.of(), false);
  }
}
