package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.PublicState;
import org.junit.jupiter.api.Test;

class RevisionsTests {
  private final List<Revisions.Revision> revisions = Revisions.all();

  /** Also prints the time per event of the rules alone, with a warm JIT. */
  @Test
  void aReplayGivesTheSameChanges() {
    RulesHarness first = decided();
    long micros = 0;
    for (int round = 0; round < 12; round++) {
      long start = System.nanoTime();
      RulesHarness again = decided();
      micros = (System.nanoTime() - start) / 1_000;
      assertThat(again.changes()).isEqualTo(first.changes());
    }
    System.out.printf(
        "rules alone, in memory: %.1f µs an event%n", (double) micros / revisions.size());
  }

  private RulesHarness decided() {
    RulesHarness harness = RulesHarness.open().at("2023-09-30T00:00:00Z");
    for (int i = 0; i < revisions.size(); i++) {
      harness.decideAt(revisions.get(i).observedAt(), event(i));
    }
    return harness;
  }

  private EventEnvelope event(int i) {
    String id = "e" + i;
    return EventEnvelope.withoutActor(
        new EventId(id),
        RulesHarness.WORLD,
        "/desk",
        RulesHarness.NOON,
        id,
        revisions.get(i).event());
  }

  @Test
  void fiveWeeksOfRealEditsEndInTheStateOfTheReferenceModel() {
    ReferenceModel model = new ReferenceModel();
    model.now = Instant.parse("2023-09-30T00:00:00Z");
    for (int i = 0; i < revisions.size(); i++) {
      Revisions.Revision revision = revisions.get(i);
      model.decideAt(revision.observedAt(), "e" + i, "e" + i, revision.event());
    }
    RulesHarness harness = decided();

    assertThat(StateSummary.of(harness)).isEqualTo(StateSummary.of(model));
    assertThat(harness.changes()).extracting(PublicState::seq).isSorted().doesNotHaveDuplicates();
    assertThat(harness.changes().size()).isEqualTo((int) model.seq);
    assertThat(model.seq).isGreaterThan(6_000);
  }
}
