package news.dateline.producer.editorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class DeskStreamTests {
  private static final ServerSentEvent<String> SECRET =
      ServerSentEvent.builder("secret").event("item").build();

  private final Sinks.Many<ServerSentEvent<String>> live =
      Sinks.many().unicast().onBackpressureBuffer();
  private final AtomicBoolean allowed = new AtomicBoolean(true);
  private final AtomicBoolean cancelled = new AtomicBoolean();

  @Test
  void aClientThatReadsNothingGetsNothingAnyMoreOnceItsRightIsLost() {
    StepVerifier.withVirtualTime(this::events, 0)
        .expectSubscription()
        .then(() -> allowed.set(false))
        .thenAwait(Duration.ofSeconds(2))
        .then(() -> live.tryEmitNext(SECRET))
        .thenRequest(Long.MAX_VALUE)
        .verifyComplete();

    assertThat(cancelled).isTrue();
  }

  @Test
  void aClientThatReadsNothingIsEndedAfterHalfAMinute() {
    StepVerifier.withVirtualTime(
            () ->
                DeskStreamApi.whileAllowed(
                    live.asFlux(),
                    taken -> now().isBefore(taken.plusSeconds(30)),
                    DeskStreamTests::now),
            0)
        .expectSubscription()
        .expectNoEvent(Duration.ofSeconds(29))
        .thenAwait(Duration.ofSeconds(2))
        .verifyComplete();
  }

  @Test
  void heartbeatsWithTheTimeComeEverySecondAndTheEndOfTheEventsEndsThem() {
    StepVerifier.withVirtualTime(this::events)
        .thenAwait(Duration.ofSeconds(2))
        .expectNextMatches(event -> isAlive(event, "1970-01-01T00:00:01Z"))
        .expectNextMatches(event -> isAlive(event, "1970-01-01T00:00:02Z"))
        .then(() -> live.tryEmitNext(SECRET))
        .expectNext(SECRET)
        .then(() -> live.tryEmitComplete())
        .verifyComplete();
  }

  private static boolean isAlive(ServerSentEvent<String> event, String time) {
    return "alive".equals(event.event()) && ("{\"at\":\"" + time + "\"}").equals(event.data());
  }

  private Flux<ServerSentEvent<String>> events() {
    return DeskStreamApi.whileAllowed(
        live.asFlux().doOnCancel(() -> cancelled.set(true)),
        taken -> allowed.get(),
        DeskStreamTests::now);
  }

  /** Returns the virtual time. */
  private static Instant now() {
    return Instant.ofEpochMilli(VirtualTimeScheduler.get().now(TimeUnit.MILLISECONDS));
  }
}
