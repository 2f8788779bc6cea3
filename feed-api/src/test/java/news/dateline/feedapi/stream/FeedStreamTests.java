package news.dateline.feedapi.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import news.dateline.events.Cursor;
import news.dateline.events.PublicState;
import news.dateline.feedapi.Changes;
import news.dateline.feedapi.index.Feeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class FeedStreamTests {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Changes WORLD = Changes.of("world", "k3f9");

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Feeds feeds = new Feeds();
  private final Audience audience =
      new Audience(feeds, new StreamProperties(HEARTBEAT), time, meters);

  @BeforeEach
  void start() {
    publish(WORLD.opened(1));
    audience.start();
  }

  @AfterEach
  void stop() {
    audience.stop();
    time.dispose();
  }

  @Test
  void isWrittenAsTheContractSays() throws IOException {
    publish(WORLD.published("b", 48_213, 0));
    StringBuilder written = new StringBuilder();
    Disposable reader = stream("k3f9", 48_213, 2_731).subscribe(written::append);

    publish(WORLD.published("a", 48_214, 5));
    publish(WORLD.revised(48_215, "News"));
    publish(WORLD.retracted("b", 48_216, 48_213, 0));
    time.advanceTimeBy(HEARTBEAT);
    publish(Changes.of("world", "zzzz").opened(1));
    reader.dispose();

    try (InputStream golden = getClass().getResourceAsStream("/golden/stream.txt")) {
      byte[] expected = Objects.requireNonNull(golden).readAllBytes();
      assertThat(written).hasToString(new String(expected, UTF_8));
    }
  }

  @Test
  void resumesWithWhatIsAfterTheCursorOnceInOneBuffer() {
    publish(
        WORLD.published("a", 2, 0),
        WORLD.published("b", 3, 0),
        WORLD.updated("a", 4, 2, 0),
        WORLD.published("c", 5, 0));

    StepVerifier.create(stream("k3f9", 2).map(FeedStreamTests::seqs))
        .expectNext("2 3 4 5")
        .thenCancel()
        .verify();
  }

  @Test
  void aSlowReaderMissesNothingAndGetsOnlyTheNewestState() {
    StepVerifier.create(stream("k3f9", 1).map(FeedStreamTests::seqs), 0)
        .expectSubscription()
        .thenRequest(1)
        .expectNext("1")
        .then(() -> publish(WORLD.published("a", 2, 0)))
        .then(() -> publish(WORLD.published("b", 3, 0)))
        .then(() -> publish(WORLD.updated("a", 4, 2, 0)))
        .expectNoEvent(Duration.ofMillis(1))
        .thenRequest(1)
        .expectNext("3 4")
        .thenRequest(1)
        .then(() -> publish(WORLD.published("c", 5, 0)))
        .expectNext("5")
        .thenCancel()
        .verify();
  }

  @Test
  void aLongBacklogComesInBuffersOfLimitedSize() {
    PublicState[] backlog = new PublicState[1_000];
    for (int i = 0; i < backlog.length; i++) {
      backlog[i] = WORLD.published("item-" + i, i + 2, i);
    }
    publish(backlog);

    StringBuilder all = new StringBuilder();
    stream("k3f9", 1)
        .doOnNext(buffer -> assertThat(buffer.length()).isLessThanOrEqualTo(32 * 1024))
        .subscribe(all::append)
        .dispose();

    assertThat(all.toString().split("event: item")).hasSize(1_001);
  }

  @Test
  void sendsTheCursorWhenSilent() {
    StepVerifier.create(stream("k3f9", 1))
        .expectNextCount(1)
        .then(() -> time.advanceTimeBy(HEARTBEAT.minusSeconds(1)))
        .then(() -> publish(WORLD.published("a", 2, 0)))
        .expectNextCount(1)
        .then(() -> time.advanceTimeBy(HEARTBEAT.minusSeconds(1)))
        .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
        .expectNext("id: k3f9-2\nevent: at\ndata: {}\n\n")
        .then(() -> time.advanceTimeBy(HEARTBEAT))
        .expectNext("id: k3f9-2\nevent: at\ndata: {}\n\n")
        .thenCancel()
        .verify();
  }

  @Test
  void goesOnLiveAfterTheFeedWasNumberedAnew() {
    Changes anew = Changes.of("world", "zzzz");

    StepVerifier.create(stream("k3f9", 1))
        .expectNextCount(1)
        .then(() -> publish(anew.opened(1)))
        .expectNext(
            "id: zzzz-1\nevent: reset\n"
                + "data: {\"reason\":\"unknown-epoch\",\"snapshot\":\"/feeds/world\"}\n\n")
        .then(() -> publish(anew.published("a", 2, 0)))
        .assertNext(buffer -> assertThat(buffer).startsWith("id: zzzz-2\nevent: item\n"))
        .thenCancel()
        .verify();
    assertThat(
            meters.get("dateline.stream.resets").tag("reason", "unknown-epoch").counter().count())
        .isEqualTo(1);
  }

  @Test
  void endsWithTheApplicationEvenWhereNobodyReads() {
    StepVerifier.create(stream("k3f9", 1), 0)
        .expectSubscription()
        .then(audience::stop)
        .verifyComplete();
    StepVerifier.create(stream("k3f9", 1), 0).verifyComplete();
    assertThat(audience.size()).isZero();
  }

  @Test
  void endsWhenTheFeedIsNotForEveryoneAnyMore() {
    StepVerifier.create(stream("k3f9", 1))
        .expectNextCount(1)
        .then(() -> publish(WORLD.closedOff(2)))
        .verifyComplete();
  }

  @Test
  void isForgottenWhenItsReaderLeaves() {
    Disposable reader = stream("k3f9", 1).subscribe();
    assertThat(meters.get("dateline.stream.subscribers").gauge().value()).isEqualTo(1);

    reader.dispose();

    assertThat(meters.get("dateline.stream.subscribers").gauge().value()).isZero();
  }

  private Flux<String> stream(String epoch, long seq) {
    return stream(epoch, seq, 3_000);
  }

  private Flux<String> stream(String epoch, long seq, int retry) {
    Start start = Start.at(new Cursor(epoch, seq), Duration.ofMillis(retry));
    FeedStream.Outlet outlet =
        new FeedStream.Outlet(Runnable::run, DefaultDataBufferFactory.sharedInstance);
    return Flux.from(new FeedStream(WORLD.feed(), start, audience, outlet))
        .map((DataBuffer buffer) -> buffer.toString(UTF_8));
  }

  private void publish(PublicState... states) {
    for (PublicState state : states) {
      feeds.apply(state);
    }
    feeds.publish();
  }

  /** The seqs of the ids in a buffer. */
  private static String seqs(String buffer) {
    return buffer
        .lines()
        .filter(line -> line.startsWith("id: "))
        .map(line -> line.substring(line.indexOf('-') + 1))
        .collect(java.util.stream.Collectors.joining(" "));
  }
}
