package news.dateline.feedapi.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

class StreamAgeTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  private static final Selection ALL = Selection.of(WORLD.feed(), Filter.NONE);
  private static final int STREAMS = 400;

  private final DeliveryFixture fixture =
      new DeliveryFixture(10, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1_000));

  /** Takes only what it requests. */
  private static final class SlowClient extends BaseSubscriber<String> {
    private final StringBuilder written;

    private SlowClient(StringBuilder written) {
      this.written = written;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(1);
    }

    @Override
    protected void hookOnNext(String events) {
      written.append(events);
    }
  }

  @BeforeEach
  void open() {
    fixture.publish(WORLD.opened(1));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void streamsThatBeganTogetherEndSpreadOverTheLastQuarterOfTheirMaximumAge() {
    for (int i = 0; i < STREAMS; i++) {
      fixture.stream(ALL, "k3f9-1").subscribe();
    }

    fixture.time.advanceTimeBy(Duration.ofSeconds(750));
    assertThat(fixture.admission.open()).isEqualTo(STREAMS);
    fixture.time.advanceTimeBy(Duration.ofSeconds(126));
    assertThat(fixture.admission.open()).isBetween(STREAMS / 4, STREAMS * 3 / 4);
    fixture.time.advanceTimeBy(Duration.ofSeconds(126));
    assertThat(fixture.admission.open()).isZero();
    assertThat(fixture.count("expired")).isEqualTo(STREAMS);
  }

  @Test
  void anOldStreamEndsAfterItsLastEventWithAShortReconnectDelay() {
    StringBuilder written = new StringBuilder();
    StepVerifier.create(fixture.stream(ALL, "k3f9-1").doOnNext(written::append))
        .expectNextCount(1)
        .then(() -> fixture.publish(WORLD.published("a", 2, 0)))
        .expectNextCount(1)
        .then(() -> fixture.time.advanceTimeBy(Duration.ofSeconds(1_001)))
        .thenConsumeWhile(event -> true)
        .verifyComplete();

    assertThat(written.toString()).matches("(?s).*\n\nretry: [234]\\d\\d\n\n");
    fixture.publish(WORLD.published("b", 3, 0));
    StepVerifier.create(fixture.stream(ALL, "k3f9-2").map(DeliveryFixture::summaries))
        .expectNext("2 at 3 published b")
        .thenCancel()
        .verify();
  }

  @Test
  void anOldStreamThatIsBehindEndsOnceItHasCaughtUp() {
    StringBuilder written = new StringBuilder();
    SlowClient client = new SlowClient(written);
    fixture.stream(ALL, "k3f9-1").subscribe(client);

    for (int seq = 2; seq < 150; seq++) {
      client.request(1);
      fixture.publish(WORLD.published("i" + seq, seq, seq));
      fixture.time.advanceTimeBy(Duration.ofSeconds(10));
    }
    assertThat(fixture.admission.open()).isEqualTo(1);
    client.request(3);
    fixture.time.advanceTimeBy(Duration.ofSeconds(2));

    assertThat(client.isDisposed()).isTrue();
    assertThat(DeliveryFixture.summaries(written)).endsWith("149 published i149");
    assertThat(written.toString()).matches("(?s).*\\n\\nretry: [234]\\d\\d\\n\\n");
  }

  @Test
  void anOldStreamStaysWhileTheReplicaIsOverloaded() {
    Duration maxAge = Duration.ofSeconds(2);
    try (DeliveryFixture loaded = new DeliveryFixture(10, Duration.ZERO, Duration.ZERO, maxAge)) {
      loaded.publish(WORLD.opened(1));
      AtomicBoolean late = new AtomicBoolean();
      DeliveryFixture.Loop loop = new DeliveryFixture.Loop();
      Executor lateLoop =
          task -> {
            if (late.get()) {
              await().pollDelay(Duration.ofMillis(501)).until(() -> true);
            }
            loop.execute(task);
          };
      loaded.stream(loaded.request(ALL, "k3f9-1"), lateLoop).subscribe();

      late.set(true);
      loaded.time.advanceTimeBy(Duration.ofSeconds(5));
      assertThat(loaded.admission.open()).isEqualTo(1);
      late.set(false);
      loaded.time.advanceTimeBy(Duration.ofSeconds(2));

      assertThat(loaded.admission.open()).isZero();
      assertThat(loaded.count("expired")).isEqualTo(1);
    }
  }

  @Test
  void noStreamEndsForItsAgeWhileTheReplicaEndsAll() {
    Duration drain = Duration.ofSeconds(2_000);
    try (DeliveryFixture draining =
        new DeliveryFixture(10, Duration.ZERO, drain, Duration.ofSeconds(100))) {
      draining.publish(WORLD.opened(1));
      for (int i = 0; i < STREAMS; i++) {
        draining.stream(ALL, "k3f9-1").subscribe();
      }

      draining.lifecycle.stop();
      draining.time.advanceTimeBy(Duration.ofSeconds(200));

      assertThat(draining.admission.open()).isGreaterThan(STREAMS / 2);
      assertThat(draining.count("expired")).isZero();
    }
  }

  @Test
  void streamsWithoutAMaximumAgeDoNotEnd() {
    try (DeliveryFixture ageless = new DeliveryFixture()) {
      ageless.publish(WORLD.opened(1));
      ageless.stream(ALL, "k3f9-1").subscribe();

      ageless.time.advanceTimeBy(Duration.ofDays(1));

      assertThat(ageless.admission.open()).isEqualTo(1);
      assertThat(ageless.count("expired")).isZero();
    }
  }
}
