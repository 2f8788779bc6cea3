package news.dateline.consumer.topology;

import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static news.dateline.consumer.topology.TopologyFixture.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.RejectionReason;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTopologyTests {
  private final TopologyFixture topology;

  FeedTopologyTests(@TempDir Path stateDir) {
    topology = new TopologyFixture(stateDir);
    topology.open();
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void anEventBecomesAChangeAndAnOutcome() {
    topology.send("e1", NOON, publish("a", "Bridge reopens"));

    assertThat(topology.changes()).extracting(PublicState::seq).containsExactly(1L, 2L);
    assertThat(topology.rawOutcomes()).extracting(TestRecord::key).containsExactly("open", "e1");
  }

  @Test
  void aRepeatedEventGetsTheSameOutcomeWithItsOwnCause() {
    topology.send("e1", NOON, publish("a", "Bridge reopens"));
    topology.send("e1", NOON, publish("a", "Bridge reopens"));

    List<TestRecord<String, byte[]>> rawOutcomes = topology.rawOutcomes().subList(1, 3);
    assertThat(rawOutcomes.get(1).value()).isEqualTo(rawOutcomes.get(0).value());
    assertThat(rawOutcomes)
        .extracting(outcome -> new String(outcome.headers().lastHeader("cause").value()))
        .containsExactly("0@1", "0@2");
    assertThat(topology.changes()).hasSize(2);
  }

  @Test
  void anEventIdIsKnownForSevenDays() {
    topology.send("e1", NOON, publish("a", "Bridge reopens"));
    topology.send("tick", NOON.plusSeconds(7 * 86_400), publish("b", "A week later"));
    topology.send("e1", NOON.plusSeconds(7 * 86_400), publish("a", "Bridge reopens"));

    assertThat(lastOutcome().firstSeq()).isEqualTo(2);
  }

  @Test
  void theTimeOfTheRulesIsTheLargestTimestampSoFar() {
    topology.send("e1", NOON.plusSeconds(60), publish("a", "First"));
    topology.send("e2", NOON, publish("b", "Second"));

    PublicItem second = (PublicItem) topology.changes().get(2);
    assertThat(second.item().publishedAt()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void anUnreadableRecordIsSkippedAndGetsAnOutcomeIfItsIdIsReadable() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", "broken".getBytes());
    topology.send(NOON, "world".getBytes(), "{".getBytes(), headers);
    topology.send(NOON, null, null, new RecordHeaders());
    topology.send("e1", NOON, publish("a", "Bridge reopens"));

    assertThat(topology.outcomes())
        .extracting(Outcome::reason)
        .containsExactly(null, RejectionReason.UNREADABLE, null);
    assertThat(topology.changes()).hasSize(2);
  }

  @Test
  void theFeedStateRecordOfARetractedItemHasNoContent() {
    topology.send("e1", NOON, publish("a", "Bridge reopens"));
    topology.send("e2", NOON, new NewsEvent.ItemRetracted(new ItemId("a"), "Wrong bridge", null));

    PublicItem last = (PublicItem) topology.changes().get(2);
    assertThat(last.item().retracted()).isTrue();
    assertThat(new String(last.value())).doesNotContain("Bridge reopens");
  }

  private Outcome lastOutcome() {
    List<Outcome> all = topology.outcomes();
    return all.get(all.size() - 1);
  }
}
