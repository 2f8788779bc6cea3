package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicState;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class SubscriberLifecycleTests {
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
  void theStreamMatchesTheGoldenFile() throws IOException {
    fixture.publish(WORLD.published("b", 48_213, 0));
    StringBuilder written = new StringBuilder();
    Disposable subscription = fixture.stream(ALL, "k3f9-48213").subscribe(written::append);

    fixture.publish(WORLD.published("a", 48_214, 5));
    fixture.publish(WORLD.revised(48_215, "News"));
    fixture.publish(WORLD.retracted("b", 48_216, 48_213, 0));
    fixture.time.advanceTimeBy(DeliveryFixture.HEARTBEAT);
    fixture.publish(FeedStateSamples.of("world", "zzzz").opened(1));
    subscription.dispose();

    assertMatches("/golden/stream.txt", written);
  }

  @Test
  void aStreamThatResumesBehindNamesTheNewestChangeFirst() throws IOException {
    fixture.publish(
        WORLD.published("b", 48_213, 0),
        WORLD.published("a", 48_214, 5),
        WORLD.revised(48_215, "News"));
    StringBuilder written = new StringBuilder();

    fixture.stream(ALL, "k3f9-48213").subscribe(written::append).dispose();

    assertMatches("/golden/stream-resumed.txt", written);
  }

  @Test
  void aFilteredStreamThatResumesReachesTheNewestChangeEvenIfThatIsHidden() throws IOException {
    Facet exclusive = new Facet(Facet.Kind.LABEL, "exclusive");
    Selection filtered = Selection.of(WORLD.feed(), new Filter(List.of(Set.of(exclusive))));
    fixture.publish(
        WORLD.published("b", 48_213, 0),
        WORLD.published("a", 48_214, 5),
        FeedStateSamples.withContent(
            WORLD.published("c", 48_215, 5), ItemContent.titled("Without a label")));
    StringBuilder written = new StringBuilder();

    fixture.stream(filtered, "k3f9-48213").subscribe(written::append).dispose();

    assertMatches("/golden/stream-filtered.txt", written);
  }

  private void assertMatches(String file, CharSequence written) throws IOException {
    try (InputStream golden = getClass().getResourceAsStream(file)) {
      byte[] expected = Objects.requireNonNull(golden).readAllBytes();
      assertThat(written.toString().replaceFirst("retry: \\d+", "retry: 2731"))
          .isEqualTo(new String(expected, UTF_8));
    }
  }

  @Test
  void aResumedStreamSendsEachLaterChangeOnceInOneWrite() {
    fixture.publish(
        WORLD.published("a", 2, 0),
        WORLD.published("b", 3, 0),
        WORLD.updated("a", 4, 2, 0),
        WORLD.published("c", 5, 0));

    StepVerifier.create(summaries("k3f9-2"))
        .expectNext("2 at 3 published b 4 updated a 5 published c")
        .thenCancel()
        .verify();
  }

  @Test
  void aSlowSubscriberReceivesTheNewestStateOfEveryItem() {
    StepVerifier.create(summaries("k3f9-1"), 0)
        .expectSubscription()
        .thenRequest(1)
        .expectNext("1 at")
        .then(() -> fixture.publish(WORLD.published("a", 2, 0)))
        .then(() -> fixture.publish(WORLD.published("b", 3, 0)))
        .then(() -> fixture.publish(WORLD.updated("a", 4, 2, 0)))
        .expectNoEvent(Duration.ofMillis(1))
        .thenRequest(1)
        .expectNext("3 published b 4 updated a")
        .thenRequest(1)
        .then(() -> fixture.publish(WORLD.published("c", 5, 0)))
        .expectNext("5 published c")
        .thenCancel()
        .verify();
    assertThat(fixture.count("conflated")).isEqualTo(1);
    assertThat(fixture.count("deliveries")).isEqualTo(3);
  }

  @Test
  void aLongBacklogIsSentInWritesOfLimitedSize() {
    fixture.publish(backlog(10_000));
    StringBuilder all = new StringBuilder();

    fixture.stream(ALL, "k3f9-1")
        .doOnNext(buffer -> assertThat(buffer.length()).isLessThanOrEqualTo(LoopShard.MAX_WRITE))
        .subscribe(all::append)
        .dispose();

    assertThat(all.toString().split("event: item")).hasSize(10_001);
  }

  @Test
  void aLargeEventIsSentInParts() {
    String lead = "x".repeat(20_000);
    StringBuilder all = new StringBuilder();
    Disposable subscription =
        fixture.stream(ALL, "k3f9-1")
            .doOnNext(
                buffer -> assertThat(buffer.length()).isLessThanOrEqualTo(LoopShard.MAX_WRITE))
            .subscribe(all::append);

    fixture.publish(
        FeedStateSamples.withContent(
            WORLD.published("large", 2, 0), ItemContent.titled("x").withBody(lead)));
    fixture.publish(WORLD.published("b", 3, 0));
    subscription.dispose();

    assertThat(all.toString()).contains(lead);
    assertThat(DeliveryFixture.summaries(all)).isEqualTo("1 at 2 published large 3 published b");
  }

  @Test
  void changesPublishedTogetherAreSentInOneWrite() {
    StepVerifier.create(summaries("k3f9-1"))
        .expectNext("1 at")
        .then(() -> fixture.publish(WORLD.published("a", 2, 0), WORLD.published("b", 3, 0)))
        .expectNext("2 published a 3 published b")
        .thenCancel()
        .verify();
  }

  @Test
  void theCursorIsSentOnASilentStream() {
    StepVerifier.create(fixture.stream(ALL, "k3f9-1"))
        .expectNextCount(1)
        .then(() -> fixture.time.advanceTimeBy(DeliveryFixture.HEARTBEAT.minusSeconds(1)))
        .then(() -> fixture.publish(WORLD.published("a", 2, 0)))
        .expectNextCount(1)
        .then(() -> fixture.time.advanceTimeBy(DeliveryFixture.HEARTBEAT.minusSeconds(1)))
        .then(() -> fixture.time.advanceTimeBy(Duration.ofSeconds(1)))
        .expectNext("id: k3f9-2\nevent: at\ndata: {}\n\n")
        .then(() -> fixture.time.advanceTimeBy(DeliveryFixture.HEARTBEAT))
        .expectNext("id: k3f9-2\nevent: at\ndata: {}\n\n")
        .thenCancel()
        .verify();
  }

  @Test
  void aDayEventIsSentAtMidnightInTheFeedsTimeZone() {
    StringBuilder written = new StringBuilder();
    Disposable subscription = fixture.stream(ALL, "k3f9-1").subscribe(written::append);

    fixture.time.advanceTimeBy(Duration.ofHours(10).minusSeconds(1));
    assertThat(written).doesNotContain("event: day");
    fixture.time.advanceTimeBy(Duration.ofSeconds(2));
    subscription.dispose();

    assertThat(written)
        .containsOnlyOnce("id: k3f9-1\nevent: day\ndata: {\"day\":\"2025-02-05\"}\n");
  }

  @Test
  void aStreamContinuesAfterTheFeedIsRenumbered() {
    FeedStateSamples anew = FeedStateSamples.of("world", "zzzz");

    StepVerifier.create(fixture.stream(ALL, "k3f9-1"))
        .expectNextCount(1)
        .then(() -> fixture.publish(anew.opened(1)))
        .expectNext(
            "id: zzzz-1\nevent: reset\n"
                + "data: {\"reason\":\"unknown-epoch\",\"snapshot\":\"/feeds/world\"}\n\n")
        .then(() -> fixture.publish(anew.published("a", 2, 0)))
        .assertNext(buffer -> assertThat(buffer).startsWith("id: zzzz-2\nevent: item\n"))
        .thenCancel()
        .verify();
    assertThat(
            fixture
                .meters
                .get("dateline.stream.resets")
                .tag("reason", "unknown-epoch")
                .counter()
                .count())
        .isEqualTo(1);
  }

  private Flux<String> summaries(String cursor) {
    return fixture.stream(ALL, cursor).map(DeliveryFixture::summaries);
  }

  private static PublicState[] backlog(int items) {
    PublicState[] backlog = new PublicState[items];
    for (int i = 0; i < items; i++) {
      backlog[i] = WORLD.published("item-" + i, i + 2, i);
    }
    return backlog;
  }
}
