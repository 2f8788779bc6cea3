package news.dateline.producer.importing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import reactor.core.publisher.Mono;

/** Limits how many documents are read at a time, because each takes several times its size. */
final class ImportSlots {
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final Semaphore slots;

  ImportSlots(int atOnce) {
    slots = new Semaphore(atOnce);
  }

  /** Runs the work once a slot is free. Fails with a {@link ProblemException} after 30 s. */
  <T> Mono<T> run(Mono<T> work) {
    return Mono.usingWhen(acquire(), slot -> work, slot -> Mono.fromRunnable(slots::release));
  }

  private Mono<Boolean> acquire() {
    return Mono.fromSupplier(slots::tryAcquire)
        .filter(acquired -> acquired)
        .repeatWhenEmpty(tries -> tries.delayElements(RETRY_INTERVAL))
        .timeout(MAX_WAIT)
        .onErrorMap(
            TimeoutException.class,
            e -> new ProblemException(ProblemType.IMPORTS_BUSY, null).retryAfter(RETRY_AFTER));
  }
}
