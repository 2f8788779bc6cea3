package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import news.dateline.events.FeedId;
import news.dateline.events.PolledSource;
import news.dateline.producer.eventlog.RecordCoordinates;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Six sources, s0 to s5. */
class PollRoundTests {
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");

  private Instant now = NOON;
  private final InstantSource clock = () -> now;
  private final PollSchedule schedule = new PollSchedule(clock.withZone(ZoneOffset.UTC), () -> 0.5);
  private final List<String> written = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Sinks.One<SourcePoller.Poll>> polls = new HashMap<>();
  private final List<OwnedSource> sources =
      IntStream.range(0, 6).mapToObj(i -> source("s" + i)).toList();
  private boolean closed;
  private final PollRound round = new PollRound(sources, () -> closed);

  @Test
  void aSourceThatThisProducerDoesNotOwnIsNeitherTakenOverNorPolled() {
    List<OwnedSource> own = List.of(sources.get(1), sources.get(4));

    round.run(own);
    round.run(own);

    assertThat(written).containsExactly("s1", "s4");
    assertThat(polls).containsOnlyKeys("s1", "s4");
  }

  @Test
  void fourArePolledAtATimeAndThoseFirstThatAreDueLongest() {
    takeOverFromTheLast();

    round.run(sources);
    assertThat(polls).containsOnlyKeys("s5", "s4", "s3", "s2");

    polls.get("s4").tryEmitValue(polled("s4"));
    round.run(sources);

    assertThat(polls).containsOnlyKeys("s5", "s4", "s3", "s2", "s1");
  }

  @Test
  void aPollOfASourceThatWasGivenUpTakesNoPlace() {
    takeOverFromTheLast();
    round.run(sources);

    sources.get(5).release();
    round.run(sources.subList(0, 5));

    assertThat(polls).containsOnlyKeys("s5", "s4", "s3", "s2", "s1");
  }

  @Test
  void aRoundEndsAtARecordThatKafkaRefusesAndTheNextOneGoesOnBehindIt() {
    refused.addAll(Set.of("s1", "s3"));

    round.run(sources);
    assertThat(written).containsExactly("s0", "s1");

    // the refusal is seen, and the sources behind it are not taken over
    round.run(sources);
    assertThat(written).containsExactly("s0", "s1");

    round.run(sources);
    assertThat(written).containsExactly("s0", "s1", "s2", "s3");
    assertThat(sources).filteredOn(OwnedSource::isRefused).containsExactly(sources.get(1));
  }

  @Test
  void nothingIsWrittenOnceTheProducerStops() {
    closed = true;

    round.run(sources);

    assertThat(written).isEmpty();
  }

  /** Takes all sources over, a second apart. Each is due from then on. */
  private void takeOverFromTheLast() {
    for (int i = sources.size() - 1; i >= 0; i--) {
      sources.get(i).proceed();
      sources.get(i).proceed();
      now = now.plusSeconds(1);
    }
  }

  private OwnedSource source(String name) {
    PollTarget target =
        new PollTarget(
            new FeedId("world"),
            name,
            "https://news.example/" + name,
            Duration.ofMinutes(5),
            Map.of(),
            Map.of());
    OwnedSource source =
        new OwnedSource(new Takeover(target, schedule), this::poll, this::append, new PollMeters());
    source.read(state(target, NOON), 0);
    return source;
  }

  private CompletableFuture<RecordCoordinates> append(PolledSource state) {
    written.add(state.source());
    return refused.contains(state.source())
        ? CompletableFuture.failedFuture(new IllegalStateException("refused"))
        : CompletableFuture.completedFuture(new RecordCoordinates(0, 1));
  }

  private Mono<SourcePoller.Poll> poll(PollTarget target, PolledSource before, Set<String> known) {
    return polls.computeIfAbsent(target.source(), name -> Sinks.one()).asMono();
  }

  private SourcePoller.Poll polled(String name) {
    PolledSource after =
        state(
            sources.stream()
                .map(OwnedSource::target)
                .filter(target -> target.source().equals(name))
                .findFirst()
                .orElseThrow(),
            NOON.plusSeconds(300));
    return new SourcePoller.Poll(after, "unchanged", Map.of(), Set.of(), false);
  }

  private static PolledSource state(PollTarget target, Instant due) {
    return PolledSource.unpolled(target.feed(), target.source(), target.settingsDigest(), due)
        .takenOver(1, "earlier", due, 0);
  }
}
