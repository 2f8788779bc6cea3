package news.dateline.feedapi.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

class EndingTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  private static final Selection ALL = Selection.of(WORLD.feed(), Filter.NONE);

  private final DeliveryFixture fixture = new DeliveryFixture();

  @BeforeEach
  void open() {
    fixture.publish(WORLD.opened(1));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aSubscriberThatDoesNotReadIsClosed() {
    StepVerifier.create(fixture.stream(ALL, "k3f9-1").map(DeliveryFixture::summaries), 1)
        .expectNext("1 at")
        .then(() -> fixture.publish(WORLD.published("a", 2, 0)))
        .then(() -> fixture.time.advanceTimeBy(Duration.ofSeconds(19)))
        .expectNoEvent(Duration.ofMillis(1))
        .then(() -> fixture.time.advanceTimeBy(Duration.ofSeconds(2)))
        .thenCancel()
        .verify();
    assertThat(fixture.count("slow.closed")).isEqualTo(1);
    assertThat(fixture.closed).hasValue(1);
    assertThat(fixture.admission.open()).isZero();
  }

  @Test
  void aSubscriberThatDoesNotReadIsClosedOnASilentFeedToo() {
    StepVerifier.create(fixture.stream(ALL, "k3f9-1"), 1)
        .expectNextCount(1)
        .then(() -> fixture.time.advanceTimeBy(Duration.ofSeconds(22)))
        .thenCancel()
        .verify();

    assertThat(fixture.closed).hasValue(1);
  }

  @Test
  void aStopEndsStreamsThatAreNotReadAndRejectsOthers() {
    StepVerifier.create(fixture.stream(ALL, "k3f9-1"), 1)
        .expectNextCount(1)
        .then(fixture.lifecycle::stop)
        .verifyComplete();

    StepVerifier.create(fixture.stream(ALL, "k3f9-1"))
        .assertNext(
            buffer ->
                assertThat(buffer)
                    .matches("retry: \\d{4}\n\nevent: busy\ndata: \\{\"reason\":\"stopping\"}\n\n"))
        .verifyComplete();
    assertThat(fixture.admission.open()).isZero();
  }

  @Test
  void aStopEndsStreamsSpreadOverTimeWithAReconnectDelay() {
    try (DeliveryFixture draining =
        new DeliveryFixture(10, Duration.ZERO, Duration.ofSeconds(3), Duration.ZERO)) {
      draining.publish(WORLD.opened(1));
      AtomicBoolean stopped = new AtomicBoolean();
      StringBuilder last = new StringBuilder();
      draining.stream(ALL, "k3f9-1").subscribe(last::append);
      for (int i = 1; i < 300; i++) {
        draining.stream(ALL, "k3f9-1").subscribe();
      }

      draining.lifecycle.stop(() -> stopped.set(true));

      draining.time.advanceTimeBy(Duration.ofMillis(1_450));
      assertThat(draining.admission.open()).isBetween(100, 200);
      assertThat(stopped).isFalse();
      draining.time.advanceTimeBy(Duration.ofMillis(900));
      assertThat(draining.admission.open()).isZero();
      assertThat(stopped).isTrue();
      assertThat(last.toString()).matches("(?s)retry: \\d+\n\nid: .*\n\nretry: \\d{4}\n\n");
    }
  }

  @Test
  void aStopServesAsBeforeUntilTheBalancerHasHadItsTime() {
    Duration wait = Duration.ofSeconds(40);
    try (DeliveryFixture draining =
        new DeliveryFixture(10, wait, Duration.ofSeconds(3), Duration.ZERO)) {
      draining.publish(WORLD.opened(1));
      AtomicBoolean stopped = new AtomicBoolean();
      StringBuilder early = new StringBuilder();
      draining.stream(ALL, "k3f9-1").subscribe(early::append);

      draining.lifecycle.stop(() -> stopped.set(true));
      draining.time.advanceTimeBy(wait.minusSeconds(1));
      StringBuilder late = new StringBuilder();
      draining.stream(ALL, "k3f9-1").subscribe(late::append);
      draining.publish(WORLD.published("a", 2, 0));

      assertThat(DeliveryFixture.summaries(early)).isEqualTo("1 at 1 at 1 at 2 published a");
      assertThat(DeliveryFixture.summaries(late)).isEqualTo("1 at 2 published a");
      assertThat(draining.admission.open()).isEqualTo(2);
      assertThat(stopped).isFalse();
      draining.time.advanceTimeBy(Duration.ofSeconds(4));
      assertThat(draining.admission.open()).isZero();
      assertThat(stopped).isTrue();
    }
  }

  @Test
  void streamsThatWaitForTheirEndHaveHeartbeats() {
    Duration drain = Duration.ofSeconds(50);
    try (DeliveryFixture draining = new DeliveryFixture(10, Duration.ZERO, drain, Duration.ZERO)) {
      draining.publish(WORLD.opened(1));
      StringBuilder last = new StringBuilder();
      draining.stream(ALL, "k3f9-1").subscribe(last::append);
      for (int i = 1; i < 100; i++) {
        draining.stream(ALL, "k3f9-1").subscribe();
      }

      draining.lifecycle.stop();
      draining.time.advanceTimeBy(drain);

      assertThat(DeliveryFixture.summaries(last)).isEqualTo("1 at 1 at 1 at");
      assertThat(draining.admission.open()).isZero();
      assertThat(draining.lifecycle.isRunning()).isFalse();
    }
  }

  @Test
  void aStreamIsRemovedWhenItsSubscriberLeaves() {
    Disposable subscription = fixture.stream(ALL, "k3f9-1").subscribe();
    assertThat(fixture.meters.get("dateline.stream.subscribers").gauge().value()).isEqualTo(1);

    subscription.dispose();

    assertThat(fixture.meters.get("dateline.stream.subscribers").gauge().value()).isZero();
  }

  @Test
  void aShardWithoutSubscribersKeepsNoBatches() {
    StreamRequest request = fixture.request(ALL, "k3f9-1");
    Disposable there = fixture.stream(request, new DeliveryFixture.Loop()).subscribe();
    Disposable here = fixture.stream(request, new DeliveryFixture.Loop()).subscribe();
    here.dispose();
    fixture.publish(WORLD.published("a", 2, 0));
    WeakReference<FeedIndex> passed =
        new WeakReference<>(fixture.feeds.find(WORLD.feed()).orElseThrow());

    fixture.publish(WORLD.published("b", 3, 0));

    await()
        .until(
            () -> {
              System.gc();
              return passed.get() == null;
            });
    there.dispose();
  }
}
