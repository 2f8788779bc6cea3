package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import news.dateline.events.Item;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares random histories with the {@link ReferenceModel}. Each test has its seed in its name.
 * {@code -Ddateline.seed=…} repeats one history, {@code -Ddateline.histories=…} sets their number.
 */
class HistoryTests {
  private static final int LENGTH = 150;

  @TestFactory
  List<DynamicTest> stateAndOutcomesAreThoseOfTheReferenceModel() {
    return histories(
        (random, steps) -> {
          ReferenceModel model = new ReferenceModel();
          RulesHarness harness = RulesHarness.open();
          for (Histories.Step step : steps) {
            model.decideAt(step.time(), step.id(), step.digest(), step.event());
            harness.decideAt(step);
            assertThat(StateSummary.of(harness))
                .as("after %s", step)
                .isEqualTo(StateSummary.of(model));
          }
          assertThat(outcomes(harness, steps)).isEqualTo(model.outcomes);
          assertThat(harness.changes().get(harness.changes().size() - 1).seq())
              .isEqualTo(model.seq);
        });
  }

  @TestFactory
  List<DynamicTest> seqsAndVersionsHaveNoGaps() {
    return histories(
        (random, steps) -> {
          RulesHarness harness = RulesHarness.open();
          steps.forEach(harness::decideAt);

          List<PublicState> changes = harness.changes();
          Map<String, Item> last = new HashMap<>();
          for (int i = 0; i < changes.size(); i++) {
            assertThat(changes.get(i).seq()).isEqualTo(i + 1);
            if (changes.get(i) instanceof PublicItem change) {
              checkVersion(last.put(change.item().id().value(), change.item()), change.item());
            }
          }
        });
  }

  private static void checkVersion(Item before, Item after) {
    if (before != null) {
      boolean same = after.retracted() || after.content().equals(before.content());
      assertThat(after.version()).isBetween(before.version(), before.version() + 1);
      assertThat(after.version() > before.version() || same).isTrue();
      assertThat(after.firstSeq()).isEqualTo(before.firstSeq());
    }
  }

  @TestFactory
  List<DynamicTest> aCrashAtAnyStepAndAReplayFromTheLastCommitChangeNothing() {
    return histories(
        (random, steps) -> {
          RulesHarness uninterrupted = RulesHarness.open();
          steps.forEach(uninterrupted::decideAt);

          RulesHarness committed = RulesHarness.open();
          int position = 0;
          while (position < steps.size()) {
            int end = Math.min(steps.size(), position + 1 + random.nextInt(10));
            // Readers do not see the effects of a transaction that is not committed.
            RulesHarness lost = committed.copy();
            steps.subList(position, end).forEach(lost::decideAt);
            if (random.nextInt(3) > 0) {
              committed = lost;
              position = end;
            }
          }
          assertThat(StateSummary.of(committed)).isEqualTo(StateSummary.of(uninterrupted));
          assertThat(committed.changes()).isEqualTo(uninterrupted.changes());
          assertThat(outcomes(committed, steps)).isEqualTo(outcomes(uninterrupted, steps));
        });
  }

  private interface Property {
    void holdsFor(RandomGenerator random, List<Histories.Step> steps);
  }

  private static List<DynamicTest> histories(Property property) {
    Long only = Long.getLong("dateline.seed");
    long first = System.nanoTime();
    int count = only == null ? Integer.getInteger("dateline.histories", 60) : 1;
    return LongStream.range(0, count)
        .map(i -> only == null ? first + i : only)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "-Ddateline.seed=" + seed,
                    () -> {
                      RandomGenerator random =
                          RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
                      property.holdsFor(random, Histories.random(random, LENGTH));
                    }))
        .toList();
  }

  private static Map<String, String> outcomes(RulesHarness harness, List<Histories.Step> steps) {
    Map<String, String> outcomes = new HashMap<>();
    for (Histories.Step step : steps) {
      Outcome outcome = harness.outcome(step.id());
      String numbers =
          outcome.firstSeq() == null ? "" : " " + outcome.firstSeq() + "-" + outcome.lastSeq();
      String reason = outcome.reason() == null ? "" : " " + outcome.reason();
      outcomes.put(step.id(), outcome.status().name().toLowerCase(Locale.ROOT) + reason + numbers);
    }
    return outcomes;
  }
}
