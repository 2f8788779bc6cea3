package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static news.dateline.consumer.topology.TopologyFixture.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that were valid when they were written must stay readable after a limit is tightened. */
class StoredStateTests {
  private static final String TITLE = "Bridge reopens";
  private static final String TOO_LONG = "Bridge ".repeat(100);

  private final TopologyFixture topology;

  StoredStateTests(@TempDir Path stateDir) {
    topology = new TopologyFixture(stateDir);
    topology.open();
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void aStoredItemBeyondTheLimitsCanStillBeRetracted(@TempDir Path other) {
    try (TopologyFixture earlier = new TopologyFixture(other)) {
      earlier.open();
      earlier.send("e1", NOON, publish("a", TITLE));
      byte[] stored = earlier.rawFeedState().get(1).value();
      topology.publicStore().put("world/a", beyondLimits(stored));
    }

    topology.send("e2", NOON, new NewsEvent.ItemRetracted(new ItemId("a"), "Wrong", null));

    assertThat(topology.outcomes())
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.ACCEPTED, Outcome.Status.ACCEPTED);
  }

  @Test
  void anEventBeyondTheLimitsIsDecidedAsBefore() {
    EventEnvelope event =
        EventEnvelope.withoutActor(
            new EventId("e1"),
            TopologyFixture.WORLD,
            "/desk/test",
            NOON,
            "digest",
            publish("a", TITLE));

    topology.send(NOON, event.key(), beyondLimits(event.value()), event.headers());

    assertThat(topology.changes()).hasSize(2);
  }

  private static byte[] beyondLimits(byte[] json) {
    return new String(json, UTF_8).replace(TITLE, TOO_LONG.strip()).getBytes(UTF_8);
  }
}
