package news.dateline.producer.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class AwaitableCacheTests {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AwaitableCache<String, String> recent = new AwaitableCache<>(2, "soon"::equals);

  @Test
  void givesWhatIsThereAtOnce() {
    recent.add("a", "1");

    StepVerifier.create(recent.await("a", LONG)).expectNext("1").verifyComplete();
    StepVerifier.create(recent.await("a", Duration.ZERO)).expectNext("1").verifyComplete();
  }

  @Test
  void givesEveryoneWhoWaitsWhatComesLater() {
    StepVerifier.create(recent.await("a", LONG).zipWith(recent.await("a", LONG)))
        .then(() -> recent.add("a", "1"))
        .expectNextMatches(both -> both.getT1().equals("1") && both.getT2().equals("1"))
        .verifyComplete();
  }

  @Test
  void endsEmptyWhenTheTimeRunsOutAndForgetsWhoWaited() {
    StepVerifier.withVirtualTime(() -> recent.await("a", LONG))
        .expectSubscription()
        .expectNoEvent(LONG.minusMillis(1))
        .thenAwait(Duration.ofMillis(1))
        .verifyComplete();

    assertThat(recent.waiting()).isZero();
  }

  @Test
  void doesNotWaitAtAllForZeroSeconds() {
    StepVerifier.create(recent.await("a", Duration.ZERO)).verifyComplete();
  }

  @Test
  void keepsTheFirstFinalValueOfAKey() {
    recent.add("a", "soon");
    recent.add("a", "1");
    recent.add("a", "soon");
    recent.add("a", "2");

    StepVerifier.create(recent.await("a", LONG)).expectNext("1").verifyComplete();
  }

  @Test
  void keepsAValueThatBecameFinalAsLongAsANewOne() {
    recent.add("a", "soon");
    recent.add("b", "2");
    recent.add("a", "1");
    recent.add("c", "3");

    StepVerifier.create(recent.await("b", Duration.ZERO)).verifyComplete();
    StepVerifier.create(recent.await("a", Duration.ZERO)).expectNext("1").verifyComplete();
  }

  @Test
  void keepsNoMoreThanItsLimit() {
    recent.add("a", "1");
    recent.add("b", "2");
    recent.add("c", "3");

    StepVerifier.create(recent.await("a", Duration.ZERO)).verifyComplete();
    StepVerifier.create(recent.await("b", Duration.ZERO)).expectNext("2").verifyComplete();
  }

  @Test
  void letsEveryoneGoWhenItCloses() {
    StepVerifier.create(recent.await("a", LONG)).then(recent::close).verifyComplete();
    StepVerifier.create(recent.await("a", LONG)).verifyComplete();
  }
}
