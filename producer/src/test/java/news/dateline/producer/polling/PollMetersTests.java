package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import news.dateline.events.FeedId;
import news.dateline.events.PolledSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics of two sources of the same feed, the wire and the blog. */
class PollMetersTests {
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  private static final PollTarget WIRE = target("wire");
  private static final PollTarget BLOG = target("blog");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PollMeters meters = new PollMeters();

  @BeforeEach
  void bind() {
    meters.bindTo(registry);
  }

  @Test
  void theItemsOfASourceAreCountedByTheirResult() {
    meters.count(WIRE, poll(WIRE, 0, NOON, Map.of("accepted", 2, "rejected", 1)));
    meters.count(WIRE, poll(WIRE, 0, NOON, Map.of("accepted", 3)));
    meters.count(BLOG, poll(BLOG, 0, NOON, Map.of("accepted", 7)));

    assertThat(items("wire", "accepted")).isEqualTo(5);
    assertThat(items("wire", "rejected")).isEqualTo(1);
    assertThat(items("blog", "accepted")).isEqualTo(7);
  }

  @Test
  void thePollsOfASourceAreCountedByTheirResult() {
    meters.count(WIRE, poll(WIRE, 0, NOON, Map.of()));
    meters.count(WIRE, poll(WIRE, 1, NOON, Map.of()));
    meters.count(WIRE, poll(WIRE, 2, NOON, Map.of()));

    assertThat(polls("imported")).isEqualTo(1);
    assertThat(polls("failed")).isEqualTo(2);
  }

  @Test
  void theFailuresAreThoseSinceTheLastPollThatSucceeded() {
    meters.count(WIRE, poll(WIRE, 1, NOON, Map.of()));
    meters.count(WIRE, poll(WIRE, 2, NOON, Map.of()));
    meters.count(BLOG, poll(BLOG, 5, NOON, Map.of()));
    assertThat(gauge("dateline.imports.failures", "wire")).isEqualTo(2);
    assertThat(gauge("dateline.imports.failures", "blog")).isEqualTo(5);

    meters.count(WIRE, poll(WIRE, 0, NOON, Map.of()));

    assertThat(gauge("dateline.imports.failures", "wire")).isZero();
    assertThat(gauge("dateline.imports.failures", "blog")).isEqualTo(5);
  }

  @Test
  void aPollThatFailsLeavesTheTimeOfTheLastSuccess() {
    meters.count(WIRE, poll(WIRE, 0, NOON, Map.of()));
    meters.count(BLOG, poll(BLOG, 0, NOON.plusSeconds(7), Map.of()));

    meters.count(WIRE, poll(WIRE, 1, NOON.plusSeconds(60), Map.of()));

    assertThat(lastSuccess("wire")).isEqualTo(NOON.getEpochSecond());
    assertThat(lastSuccess("blog")).isEqualTo(NOON.getEpochSecond() + 7);
  }

  @Test
  void aSourceThatNeverSucceededHasNoTimeOfASuccess() {
    meters.count(WIRE, poll(WIRE, 1, NOON, Map.of()));

    assertThat(registry.find("dateline.imports.last.success.seconds").gauges()).isEmpty();
  }

  @Test
  void theGaugesOfASourceThatAnotherProducerPollsAreZeroAndItsCountersStay() {
    meters.count(WIRE, poll(WIRE, 0, NOON, Map.of("accepted", 2)));
    meters.count(WIRE, poll(WIRE, 3, NOON, Map.of()));
    meters.count(BLOG, poll(BLOG, 0, NOON, Map.of()));

    meters.clear(WIRE);

    assertThat(gauge("dateline.imports.failures", "wire")).isZero();
    assertThat(lastSuccess("wire")).isZero();
    assertThat(items("wire", "accepted")).isEqualTo(2);
    assertThat(lastSuccess("blog")).isEqualTo(NOON.getEpochSecond());
  }

  @Test
  void everyMetricNamesItsFeedAndSource() {
    meters.count(WIRE, poll(WIRE, 0, NOON, Map.of("accepted", 1)));

    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .hasSize(4)
        .allSatisfy(id -> assertThat(id.getTag("feed")).isEqualTo("world"))
        .allSatisfy(id -> assertThat(id.getTag("source")).isEqualTo("wire"));
  }

  @Test
  void aPollBeforeThereIsARegistryIsNotCounted() {
    PollMeters unbound = new PollMeters();

    unbound.count(WIRE, poll(WIRE, 0, NOON, Map.of("accepted", 1)));
    unbound.clear(WIRE);
    unbound.bindTo(registry);

    assertThat(registry.getMeters()).isEmpty();
  }

  private double items(String source, String status) {
    return registry
        .get("dateline.imports.items")
        .tags("feed", "world", "source", source, "status", status)
        .counter()
        .count();
  }

  private double polls(String result) {
    return registry
        .get("dateline.imports.polls")
        .tags("feed", "world", "source", "wire", "result", result)
        .counter()
        .count();
  }

  private double lastSuccess(String source) {
    return gauge("dateline.imports.last.success.seconds", source);
  }

  private double gauge(String name, String source) {
    return registry.get(name).tags("feed", "world", "source", source).gauge().value();
  }

  private static SourcePoller.Poll poll(
      PollTarget target, int failures, Instant at, Map<String, Integer> items) {
    PolledSource state =
        PolledSource.unpolled(target.feed(), target.source(), "cafe", NOON)
            .polled(at, "found", NOON, failures);
    String kind = failures == 0 ? "imported" : "failed";
    return new SourcePoller.Poll(state, kind, items, Set.of(), false);
  }

  private static PollTarget target(String source) {
    return new PollTarget(
        new FeedId("world"),
        source,
        "https://wire.example/" + source,
        Duration.ofMinutes(5),
        Map.of(),
        Map.of());
  }
}
