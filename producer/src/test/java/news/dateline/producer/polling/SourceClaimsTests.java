package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import news.dateline.events.ImportSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class SourceClaimsTests {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final PolledSource WIRE = source("wire");

  private final List<ImportSource> written = new ArrayList<>();
  private final List<CompletableFuture<ImportSource>> polls = new ArrayList<>();
  private final List<ImportSource> polled = new ArrayList<>();
  private final PollMeters meters = new PollMeters(new SimpleMeterRegistry());
  private final SettableClock clock = new SettableClock();
  private CompletableFuture<?> append = CompletableFuture.completedFuture(null);
  private final SourceClaims claims = claims();

  private SourceClaims claims() {
    return new SourceClaims(
        state -> {
          written.add(state);
          return append;
        },
        (source, state) -> {
          polled.add(state);
          polls.add(new CompletableFuture<>());
          return polls.get(polls.size() - 1);
        },
        meters,
        clock);
  }

  @Test
  void aNewSourceIsPolledOnceItsGenerationIsWritten() {
    CompletableFuture<Object> acknowledged = new CompletableFuture<>();
    append = acknowledged;
    claims.claim(WIRE);
    claims.advance();
    assertThat(polled).isEmpty();

    acknowledged.complete("");
    claims.advance();

    assertThat(polled).isEqualTo(written).hasSize(1);
    assertThat(polled.get(0).generation()).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void eachPollerHasAHigherGenerationThanAllBefore() {
    long later = NOON.toEpochMilli() + 1_000;
    claims.read(state(WIRE, later, NOON));
    claims.read(state(WIRE, later - 5, NOON));

    claims.claim(WIRE);

    assertThat(written).singleElement().returns(later + 1, ImportSource::generation);
  }

  @Test
  void aSourceIsPolledWhenItIsDueAndNotBefore() {
    claims.read(state(WIRE, 1, NOON.plusSeconds(60)));
    claims.claim(WIRE);
    claims.advance();
    assertThat(polled).isEmpty();

    clock.now = NOON.plusSeconds(60);
    claims.advance();
    claims.advance();

    assertThat(polled).hasSize(1);
  }

  @Test
  void aShorterIntervalAndOtherSettingsHoldAtOnce() {
    claims.read(state(WIRE, 1, NOON.plus(Duration.ofHours(5))));
    PolledSource labelled =
        new PolledSource(
            "https://n.example/b", "world", "b", Duration.ofHours(9), Map.of("a", "b"), null);
    claims.read(state(source("b"), 1, NOON.plus(Duration.ofHours(5))));

    claims.claim(WIRE);
    claims.claim(labelled);
    claims.advance();

    assertThat(polled).hasSize(2);
  }

  @Test
  void aSourceThatFailedWaitsItsTimeAlsoAfterARestart() {
    ImportSource failed =
        new ImportSource(
            WIRE.feedId(), "wire", 1, WIRE.digest(), null, null, NOON.plusSeconds(7_000), 3, null);
    claims.read(failed);
    claims.claim(WIRE);
    claims.advance();

    assertThat(polled).isEmpty();
    assertThat(written).singleElement().returns(NOON.plusSeconds(7_000), ImportSource::dueAt);
  }

  @Test
  void theStateAfterAPollIsWritten() {
    claims.claim(WIRE);
    claims.advance();
    ImportSource after = state(WIRE, NOON.toEpochMilli(), NOON.plusSeconds(300));
    polls.get(0).complete(after);
    claims.advance();

    assertThat(written).hasSize(2).last().isEqualTo(after);
    assertThat(polled).hasSize(1);
  }

  @Test
  void twoSourcesArePolledAtATime() {
    List<PolledSource> many = IntStream.range(0, 5).mapToObj(i -> source("s" + i)).toList();
    many.forEach(claims::claim);
    claims.advance();
    assertThat(polled).hasSize(2);

    polls.get(0).complete(state(many.get(0), NOON.toEpochMilli(), NOON.plusSeconds(300)));
    claims.advance();

    assertThat(polled).hasSize(3);
  }

  @Test
  void aSourceThatAnotherPollerTookOverIsGivenUp() {
    claims.claim(WIRE);
    claims.advance();

    claims.read(state(WIRE, NOON.toEpochMilli() + 1, NOON));
    claims.advance();

    assertThat(polls.get(0)).isCancelled();
    assertThat(written).hasSize(1);
  }

  @Test
  void aPartitionThatIsLostTakesItsPollsWithIt() {
    claims.claim(WIRE);
    claims.advance();
    assertThat(meters.health().getDetails()).containsKey("world/wire");

    claims.release(source -> true);
    claims.advance();

    assertThat(polls.get(0)).isCancelled();
    assertThat(meters.health().getDetails()).isEmpty();
  }

  @Test
  void aSourceThatFailsIsNamedInHealthWhichStaysUp() {
    claims.claim(WIRE);
    claims.advance();
    polls
        .get(0)
        .complete(
            new ImportSource(
                WIRE.feedId(),
                "wire",
                1,
                "",
                null,
                null,
                NOON.plusSeconds(600),
                1,
                new ImportSource.Poll(NOON, "failed", 0, 0, "the server answers 410")));
    claims.advance();

    assertThat(meters.health().getStatus()).isEqualTo(Status.UP);
    assertThat(meters.health().getDetails().get("world/wire").toString())
        .contains("failures=1", "the server answers 410");
  }

  @Test
  void aRecordThatKafkaDidNotTakeIsWrittenAgain() {
    append = CompletableFuture.failedFuture(new IllegalStateException("away"));
    claims.claim(WIRE);
    claims.advance();
    assertThat(polled).isEmpty();

    append = CompletableFuture.completedFuture(null);
    claims.advance();
    claims.advance();

    assertThat(polled).hasSize(1);
  }

  private static PolledSource source(String name) {
    return new PolledSource(
        "https://n.example/" + name, "world", name, Duration.ofMinutes(5), Map.of(), null);
  }

  private static ImportSource state(PolledSource source, long generation, Instant due) {
    return new ImportSource(
        source.feedId(), source.name(), generation, source.digest(), null, null, due, 0, null);
  }

  private static final class SettableClock extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
