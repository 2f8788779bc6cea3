package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import news.dateline.events.FeedId;
import news.dateline.events.PolledSource;
import news.dateline.producer.eventlog.RecordCoordinates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class OwnedSourceTests {
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  private static final PollTarget TARGET =
      new PollTarget(
          new FeedId("world"),
          "wire",
          "https://news.example/feed",
          Duration.ofMinutes(5),
          Map.of(),
          Map.of());

  private final List<PolledSource> written = new ArrayList<>();
  private final Map<PolledSource, CompletableFuture<RecordCoordinates>> acks = new HashMap<>();
  private final List<PolledSource> polled = new ArrayList<>();

  /** The highest generation that the rules know. */
  private long held = Long.MIN_VALUE;

  private Instant now = NOON;
  private final OwnedSource source =
      new OwnedSource(
          new Takeover(TARGET, new PollSchedule(clock(), () -> 0.5)),
          this::poll,
          this::append,
          new PollMeters());

  @ParameterizedTest
  @CsvSource({
    "0, 2025-02-04T12:05:31Z, true",
    "0, 2025-02-04T12:05:30Z, false",
    "3, 2025-02-05T12:00:00Z, false",
    "3, 2026-02-04T12:00:00Z, true"
  })
  void aTimeFurtherAheadThanAnyPollIsPutOffIsThatOfAWrongClock(
      int failures, Instant due, boolean polledAtOnce) {
    source.read(state(1, "earlier", due, failures), 4);
    takeOver(5);

    assertThat(source.isDue()).isEqualTo(polledAtOnce);
    assertThat(written.get(0).failures()).isEqualTo(failures);
    assertThat(written.get(0).etag()).isEqualTo("\"a1\"");
  }

  @Test
  void aSourceThatWasTakenOverUnderAWrongClockIsPolledOnceTheClockIsRight() {
    now = NOON.plus(Duration.ofDays(365));
    takeOver(5);
    source.poll();
    source.proceed();
    assertThat(source.isDue()).isFalse();

    now = NOON;

    assertThat(source.isDue()).isTrue();
  }

  @Test
  void anETagIsNotSentUnderOtherSettings() {
    source.read(
        PolledSource.unpolled(TARGET.feed(), "wire", "other", NOON)
            .withDocument("other", "\"a1\"", null)
            .takenOver(1, "earlier", NOON, 0),
        4);
    takeOver(5);

    assertThat(written.get(0).etag()).isNull();
  }

  @Test
  void generationsThatAreRejectedGrowUntilTheyCountAndTheIntervalGrowsWithThem() {
    held = NOON.plus(Duration.ofDays(365)).toEpochMilli();
    long offset = 0;
    Duration waited = Duration.ZERO;
    while (polled.isEmpty() || polled.get(polled.size() - 1).generation() < held) {
      takeOver(offset);
      source.read(written.get(written.size() - 1), offset++);
      assertThat(source.isDue()).isTrue();
      source.poll();
      source.proceed();
      if (source.state() == null) {
        Duration wait = Duration.ofMinutes(5L << Math.min(polled.size(), 4));
        Duration backOff = wait.compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : wait;
        assertThat(source.proceed()).isTrue();
        assertThat(written).hasSize(polled.size());
        now = now.plus(backOff);
        waited = waited.plus(backOff);
      }
    }

    assertThat(polled).hasSizeLessThan(9);
    assertThat(waited).isLessThan(Duration.ofHours(8));
    assertThat(source.state()).returns(0, PolledSource::failures);
  }

  @Test
  void aRecordOfAnotherProducerBehindTheTakeoverEndsItWhateverItsGeneration() {
    takeOver(5);
    long generation = written.get(0).generation();

    source.read(state(generation, "other", NOON, 0), 6);

    assertThat(source.state()).isNull();
    source.proceed();
    assertThat(written.get(1).generation()).isGreaterThan(generation);
  }

  @Test
  void aRecordOfAnotherProducerThatIsReadBeforeTheTakeoverIsAcknowledgedEndsIt() {
    source.proceed();
    PolledSource claim = written.get(0);
    source.read(claim, 5);
    source.read(state(claim.generation() - 1, "other", NOON, 0), 6);
    acknowledge(claim, 5);

    assertThat(source.state()).isNull();
    source.proceed();
    assertThat(written.get(1).generation()).isGreaterThan(claim.generation());
  }

  @Test
  void anEarlierRecordOfTheSameGenerationEndsATakeoverAndOneOfALowerDoesNot() {
    source.proceed();
    PolledSource claim = written.get(0);
    source.read(state(claim.generation() - 1, "other", NOON, 0), 4);
    acknowledge(claim, 5);
    assertThat(source.state()).isEqualTo(claim);

    source.read(state(claim.generation(), "other", NOON, 0), 4);
    assertThat(source.state()).isNull();
  }

  @Test
  void aTakeoverThatKafkaRefusesIsToldAndTriedAgain() {
    source.proceed();
    acks.get(written.get(0)).completeExceptionally(new IllegalStateException("refused"));

    assertThat(source.proceed()).isFalse();
    assertThat(source.isRefused()).isTrue();

    now = now.plusSeconds(5);
    takeOver(7);
    assertThat(source.isRefused()).isFalse();
  }

  private void takeOver(long offset) {
    source.proceed();
    acknowledge(written.get(written.size() - 1), offset);
  }

  private void acknowledge(PolledSource claim, long offset) {
    acks.get(claim).complete(new RecordCoordinates(0, offset));
    source.proceed();
  }

  private CompletableFuture<RecordCoordinates> append(PolledSource state) {
    written.add(state);
    return acks.computeIfAbsent(state, key -> new CompletableFuture<>());
  }

  private Mono<SourcePoller.Poll> poll(PollTarget target, PolledSource before, Set<String> known) {
    polled.add(before);
    boolean stale = before.generation() < held;
    int failures = stale ? before.failures() + 1 : 0;
    PollSchedule schedule = new PollSchedule(clock(), () -> 0.5);
    Instant due =
        stale
            ? schedule.afterFailure(target.interval(), failures, null)
            : schedule.afterSuccess(target.interval());
    PolledSource after =
        before
            .withDocument(target.settingsDigest(), null, null)
            .polled(now, "polled", due, failures);
    return Mono.just(
        new SourcePoller.Poll(after, stale ? "failed" : "imported", Map.of(), Set.of(), stale));
  }

  private static PolledSource state(long generation, String owner, Instant due, int failures) {
    String settings = TARGET.settingsDigest();
    return PolledSource.unpolled(TARGET.feed(), TARGET.source(), settings, due)
        .withDocument(settings, "\"a1\"", null)
        .polled(NOON, "polled", due, failures)
        .takenOver(generation, owner, due, failures);
  }

  private Clock clock() {
    InstantSource time = () -> now;
    return time.withZone(ZoneOffset.UTC);
  }
}
