package news.dateline.producer.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ImportSlotsTests {
  @Test
  void aThirdDocumentWaitsForHalfAMinute() {
    ImportSlots slots = new ImportSlots(2);
    Disposable first = slots.run(Mono.never()).subscribe();
    slots.run(Mono.never()).subscribe();

    StepVerifier.withVirtualTime(() -> slots.run(Mono.just("read")))
        .thenAwait(Duration.ofSeconds(31))
        .verifyErrorMatches(
            e ->
                e instanceof ProblemException problem
                    && problem.type() == ProblemType.IMPORTS_BUSY
                    && problem.getStatusCode().value() == 503);

    first.dispose();
    assertThat(slots.run(Mono.just("read")).block(Duration.ofSeconds(5))).isEqualTo("read");
    assertThat(slots.run(Mono.just("read")).block(Duration.ofSeconds(5))).isEqualTo("read");
  }

  @Test
  void aThirdDocumentIsReadOnceOneOfTheOthersHasBeen() {
    ImportSlots slots = new ImportSlots(2);
    Disposable first = slots.run(Mono.never()).subscribe();
    slots.run(Mono.never()).subscribe();

    StepVerifier.withVirtualTime(() -> slots.run(Mono.just("read")))
        .expectSubscription()
        .expectNoEvent(Duration.ofSeconds(29))
        .then(first::dispose)
        .thenAwait(Duration.ofMillis(500))
        .expectNext("read")
        .verifyComplete();
  }
}
