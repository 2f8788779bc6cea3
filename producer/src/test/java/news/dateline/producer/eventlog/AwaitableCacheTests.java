package news.dateline.producer.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class AwaitableCacheTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final AwaitableCache<String, String> cache =
      new AwaitableCache<>(2, "provisional"::equals);

  @Test
  void emitsAPresentValueAtOnce() {
    cache.add("a", "1");

    StepVerifier.create(cache.await("a", TIMEOUT)).expectNext("1").verifyComplete();
    StepVerifier.create(cache.await("a", Duration.ZERO)).expectNext("1").verifyComplete();
  }

  @Test
  void emitsALaterValueToAllWaiters() {
    StepVerifier.create(cache.await("a", TIMEOUT).zipWith(cache.await("a", TIMEOUT)))
        .then(() -> cache.add("a", "1"))
        .expectNextMatches(both -> both.getT1().equals("1") && both.getT2().equals("1"))
        .verifyComplete();
  }

  @Test
  void completesEmptyAfterTheTimeoutAndRemovesTheWaiter() {
    StepVerifier.withVirtualTime(() -> cache.await("a", TIMEOUT))
        .expectSubscription()
        .expectNoEvent(TIMEOUT.minusMillis(1))
        .thenAwait(Duration.ofMillis(1))
        .verifyComplete();

    assertThat(cache.awaitedKeys()).isZero();
  }

  @Test
  void completesAtOnceForATimeoutOfZero() {
    StepVerifier.create(cache.await("a", Duration.ZERO)).verifyComplete();
  }

  @Test
  void keepsTheFirstFinalValueOfAKey() {
    cache.add("a", "provisional");
    cache.add("a", "1");
    cache.add("a", "provisional");
    cache.add("a", "2");

    StepVerifier.create(cache.await("a", TIMEOUT)).expectNext("1").verifyComplete();
  }

  @Test
  void countsAReplacedValueAsNewlyAdded() {
    cache.add("a", "provisional");
    cache.add("b", "2");
    cache.add("a", "1");
    cache.add("c", "3");

    StepVerifier.create(cache.await("b", Duration.ZERO)).verifyComplete();
    StepVerifier.create(cache.await("a", Duration.ZERO)).expectNext("1").verifyComplete();
  }

  @Test
  void evictsTheOldestValueAboveItsMaximumSize() {
    cache.add("a", "1");
    cache.add("b", "2");
    cache.add("c", "3");

    StepVerifier.create(cache.await("a", Duration.ZERO)).verifyComplete();
    StepVerifier.create(cache.await("b", Duration.ZERO)).expectNext("2").verifyComplete();
  }

  @Test
  void completesAllWaitersWhenItCloses() {
    StepVerifier.create(cache.await("a", TIMEOUT)).then(cache::close).verifyComplete();
    StepVerifier.create(cache.await("a", TIMEOUT)).verifyComplete();
  }
}
