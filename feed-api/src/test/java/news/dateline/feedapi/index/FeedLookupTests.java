package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.sse.Reset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class FeedLookupTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  private static final FeedId ID = new FeedId("world");
  private static final Optional<Cursor> REBUILT = Optional.of(new Cursor("bbbb", 1));

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final FeedStore feeds = new FeedStore();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private boolean caughtUp = true;
  private final FeedLookup lookup = new FeedLookup(feeds, () -> caughtUp, () -> end, time);

  @AfterEach
  void stop() {
    time.dispose();
  }

  @Test
  void requestsFailUntilTheStartIsComplete() {
    caughtUp = false;

    StepVerifier.create(lookup.feed(ID)).verifyErrorMessage("starting");
  }

  @Test
  void aFeedIsFoundInRecordsUpToTheEnd() {
    StepVerifier.create(lookup.feed(ID).map(FeedIndex::seq))
        .then(() -> publish(WORLD.opened(1)))
        .then(() -> end.complete(null))
        .then(time::advanceTime)
        .expectNext(1L)
        .verifyComplete();
  }

  @Test
  void aFeedIsReportedMissingAfterReadingToTheEnd() {
    publish(WORLD.opened(1));
    end.complete(null);

    StepVerifier.create(lookup.feed(new FeedId("sport")))
        .then(time::advanceTime)
        .verifyErrorMessage("there is no feed sport");
    StepVerifier.create(lookup.item(ID, new ItemId("x")))
        .then(time::advanceTime)
        .verifyErrorMessage("there is no item x in feed world");
  }

  @Test
  void aFeedIsNotReportedMissingWhileKafkaDoesNotAnswer() {
    StepVerifier.create(lookup.feed(ID))
        .then(() -> time.advanceTimeBy(Duration.ofSeconds(2)))
        .verifyErrorMessage("kafka-away");
  }

  @Test
  void aRequestWaitsForItsCursor() {
    publish(WORLD.opened(1));

    StepVerifier.create(lookup.feed(ID, Optional.of(new Cursor("aaaa", 2))).map(FeedIndex::seq))
        .then(() -> time.advanceTimeBy(Duration.ofMillis(500)))
        .then(() -> publish(WORLD.published("a", 2, 0)))
        .then(time::advanceTime)
        .expectNext(2L)
        .verifyComplete();
  }

  @Test
  void aRequestWithACursorWaitsForItsFeed() {
    end.complete(null);

    StepVerifier.create(lookup.feed(ID, Optional.of(new Cursor("aaaa", 1))).map(FeedIndex::seq))
        .then(() -> time.advanceTimeBy(Duration.ofMillis(500)))
        .then(() -> publish(WORLD.opened(1)))
        .then(time::advanceTime)
        .expectNext(1L)
        .verifyComplete();
  }

  @Test
  void aRequestIsAnsweredEvenIfItsCursorDoesNotArrive() {
    publish(WORLD.opened(1));

    StepVerifier.create(lookup.feed(ID, Optional.of(new Cursor("zzzz", 9))).map(FeedIndex::seq))
        .then(() -> time.advanceTimeBy(FeedLookup.MAX_WAIT))
        .expectNext(1L)
        .verifyComplete();
  }

  @Test
  void aCursorAheadOfAReplicaThatCannotReadToTheEndIsNotReset() {
    publish(WORLD.opened(1));

    StepVerifier.create(lookup.resumable(feeds.find(ID).orElseThrow(), ahead()))
        .then(() -> time.advanceTimeBy(FeedLookup.MAX_WAIT))
        .then(() -> time.advanceTimeBy(FeedLookup.MAX_WAIT))
        .verifyErrorMessage("kafka-away");
  }

  @Test
  void aCursorOfAnotherEpochIsNotResetByAReplicaThatMayHaveMissedARebuild() {
    publish(WORLD.opened(1));

    StepVerifier.create(lookup.resumable(feeds.find(ID).orElseThrow(), REBUILT))
        .then(() -> time.advanceTimeBy(FeedLookup.MAX_WAIT))
        .verifyErrorMessage("kafka-away");
  }

  @Test
  void aCursorOfAnotherEpochIsResetOnceAllIsRead() {
    publish(WORLD.opened(1));
    end.complete(null);

    StepVerifier.create(lookup.resumable(feeds.find(ID).orElseThrow(), REBUILT))
        .then(time::advanceTime)
        .assertNext(
            index ->
                assertThat(index.resetReason(REBUILT.orElseThrow()))
                    .contains(Reset.Reason.UNKNOWN_EPOCH))
        .verifyComplete();
  }

  @Test
  void aCursorThatNoRecordOnKafkaReachesIsReset() {
    publish(WORLD.opened(1));
    end.complete(null);

    StepVerifier.create(lookup.resumable(feeds.find(ID).orElseThrow(), ahead()))
        .then(() -> time.advanceTimeBy(FeedLookup.MAX_WAIT))
        .then(time::advanceTime)
        .assertNext(
            index ->
                assertThat(index.resetReason(ahead().orElseThrow())).contains(Reset.Reason.AHEAD))
        .verifyComplete();
  }

  @Test
  void aCursorThatTheLastRecordsOfKafkaReachIsResumed() {
    publish(WORLD.opened(1));

    StepVerifier.create(lookup.resumable(feeds.find(ID).orElseThrow(), ahead()))
        .then(() -> time.advanceTimeBy(FeedLookup.MAX_WAIT))
        .then(() -> publish(WORLD.published("a", 2, 0)))
        .then(() -> end.complete(null))
        .then(time::advanceTime)
        .assertNext(index -> assertThat(index.resetReason(ahead().orElseThrow())).isEmpty())
        .verifyComplete();
  }

  private static Optional<Cursor> ahead() {
    return Optional.of(new Cursor("aaaa", 2));
  }

  private void publish(news.dateline.events.PublicState state) {
    feeds.apply(state);
    feeds.publish();
  }
}
