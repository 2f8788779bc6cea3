package news.dateline.consumer.topology;

import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static news.dateline.consumer.topology.TopologyFixture.publish;
import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More timers are due at once than fit into memory: 24 items of 900,000 bytes. */
class ManyTimersTests {
  private static final int TIMERS = 24;
  private static final Instant DUE = NOON.plusSeconds(10);
  private static final String LARGE = "<p>" + "x".repeat(900_000) + "</p>";

  private final TopologyFixture topology;
  private boolean failing;

  ManyTimersTests(@TempDir Path stateDir) {
    topology = new TopologyFixture(stateDir, this::epoch);
  }

  private String epoch() {
    if (failing) {
      throw new ProcessorStateException("a store fails");
    }
    return "k3f9";
  }

  @BeforeEach
  void hold() {
    topology.open();
    for (int i = 0; i < TIMERS; i++) {
      topology.send(
          "hold-" + i,
          NOON,
          new NewsEvent.ItemPublished(
              new ItemId(id(i)), titled("Held").withBody(LARGE).withTimes(null, DUE)));
    }
    topology.discardOutput();
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void aRecordThatFailsAfterTheTimersLeavesNothingWritten() {
    failing = true;

    assertThatThrownBy(() -> topology.send("e", DUE, publish("next", "Bridge reopens")))
        .hasRootCauseInstanceOf(ProcessorStateException.class);

    assertThat(topology.rawFeedState()).isEmpty();
    assertThat(topology.rawOutcomes()).isEmpty();
    assertThat(topology.publicStore().get("world/" + id(0))).isNull();
    assertThat(topology.timerStore().get("world/" + id(0))).isEqualTo(DUE.toEpochMilli());
  }

  @Test
  void theTimersThatDoNotFitFireWithTimerEventsOfTheirOwn() {
    topology.send("e", DUE, publish("next", "Bridge reopens"));
    List<String> published = published();
    assertThat(published).endsWith("next").hasSizeLessThan(TIMERS);

    topology.advanceWallClock(Duration.ofSeconds(10));
    for (int i = 0; i < TIMERS && published.size() <= TIMERS; i++) {
      topology.advanceWallClock(Duration.ofMillis(20));
      published.addAll(published());
    }

    published.remove("next");
    assertThat(published).isEqualTo(IntStream.range(0, TIMERS).mapToObj(this::id).toList());
  }

  @Test
  void anEventOnAnItemIsDecidedAfterTheTimerOfThatItem() {
    String last = id(TIMERS - 1);
    topology.send("e", DUE, new NewsEvent.ItemRetracted(new ItemId(last), "Wrong", null));

    List<String> published = published();
    assertThat(published).hasSizeLessThan(TIMERS);
    assertThat(Collections.frequency(published, last)).isEqualTo(2);
  }

  @Test
  void aFeedIsClosedAfterAllItsTimers() {
    topology.send("e", DUE, new NewsEvent.FeedClosed());

    assertThat(published()).hasSize(TIMERS);
    assertThat(topology.outcomes())
        .hasSize(TIMERS + 1)
        .extracting(Outcome::status)
        .containsOnly(Outcome.Status.ACCEPTED);
  }

  /** Returns the ids of the items that were changed since the last call. */
  private List<String> published() {
    List<String> ids = new ArrayList<>();
    for (PublicState change : topology.changes()) {
      if (change instanceof PublicItem item) {
        ids.add(item.item().id().value());
      }
    }
    return ids;
  }

  private String id(int number) {
    return "held-" + (10 + number);
  }
}
