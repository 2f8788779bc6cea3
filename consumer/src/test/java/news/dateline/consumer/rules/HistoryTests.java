package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random histories against the {@link ReferenceModel}. The seed is in each test's name; {@code
 * -Ddateline.seed=…} runs that one history again, {@code -Ddateline.histories=…} more of them.
 */
class HistoryTests {
  private static final int LENGTH = 150;

  @TestFactory
  List<DynamicTest> stateAndOutcomesAreThoseOfTheReferenceModel() {
    return histories(
        (random, steps) -> {
          ReferenceModel model = new ReferenceModel();
          Newsroom newsroom = Newsroom.open();
          for (Histories.Step step : steps) {
            model.take(step.time(), step.id(), step.digest(), step.event());
            newsroom.take(step);
            assertThat(told(newsroom)).as("after %s", step).isEqualTo(told(model));
          }
          assertThat(outcomes(newsroom, steps)).isEqualTo(model.outcomes);
          assertThat(newsroom.changes().get(newsroom.changes().size() - 1).seq())
              .isEqualTo(model.seq);
        });
  }

  @TestFactory
  List<DynamicTest> numbersAndVersionsAreDense() {
    return histories(
        (random, steps) -> {
          Newsroom newsroom = Newsroom.open();
          steps.forEach(newsroom::take);

          List<PublicState> changes = newsroom.changes();
          Map<String, Item> last = new HashMap<>();
          for (int i = 0; i < changes.size(); i++) {
            assertThat(changes.get(i).seq()).isEqualTo(i + 1);
            if (changes.get(i) instanceof PublicState.OfItem change) {
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
          Newsroom calm = Newsroom.open();
          steps.forEach(calm::take);

          Newsroom committed = Newsroom.open();
          int position = 0;
          while (position < steps.size()) {
            int end = Math.min(steps.size(), position + 1 + random.nextInt(10));
            // what a transaction that never commits has done is seen by nobody
            Newsroom lost = committed.copy();
            steps.subList(position, end).forEach(lost::take);
            if (random.nextInt(3) > 0) {
              committed = lost;
              position = end;
            }
          }
          assertThat(told(committed)).isEqualTo(told(calm));
          assertThat(committed.changes()).isEqualTo(calm.changes());
          assertThat(outcomes(committed, steps)).isEqualTo(outcomes(calm, steps));
        });
  }

  private interface Property {
    void holdsFor(RandomGenerator random, List<Histories.Step> steps);
  }

  private static List<DynamicTest> histories(Property property) {
    Long only = Long.getLong("dateline.seed");
    long first = System.nanoTime();
    int count = only == null ? Integer.getInteger("dateline.histories", 60) : 1;
    return java.util.stream.LongStream.range(0, count)
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

  private static Map<String, String> told(ReferenceModel model) {
    Map<String, String> told = new TreeMap<>();
    model.stories.forEach(
        (id, story) -> {
          if (!story.is("none")) {
            told.put(id, told(story));
          }
        });
    return told;
  }

  private static String told(Story story) {
    boolean seen = story.seq > 0;
    return String.join(
        " ",
        story.state,
        "v" + story.version,
        seen ? story.seq + "/" + story.firstSeq + " " + story.publishedAt : "",
        story.content == null ? "" : story.content.title(),
        String.valueOf(story.updatedAt),
        String.valueOf(story.breaking),
        String.valueOf(story.pinned),
        String.valueOf(story.notes),
        String.valueOf(story.reason));
  }

  private static Map<String, String> told(Newsroom newsroom) {
    Map<String, String> told = new TreeMap<>();
    for (DeskState desk : newsroom.desks()) {
      told.put(
          desk.id().value(),
          newsroom
              .state()
              .item(Newsroom.WORLD, desk.id())
              .map(state -> told(state.item()))
              .orElseGet(() -> told(desk)));
    }
    return told;
  }

  private static String told(Item item) {
    return String.join(
        " ",
        item.retracted() ? "retracted" : "public",
        "v" + item.version(),
        item.seq() + "/" + item.firstSeq() + " " + item.publishedAt(),
        item.content() == null ? "" : item.content().title(),
        String.valueOf(item.updatedAt()),
        String.valueOf(item.breaking()),
        String.valueOf(item.onTop()),
        String.valueOf(item.corrections().stream().map(Item.Correction::note).toList()),
        String.valueOf(item.reason()));
  }

  private static String told(DeskState desk) {
    String title = desk.held() == null ? "" : desk.held().title();
    return (desk.onHold() ? "held" : "withdrawn")
        + " v"
        + desk.version()
        + "  "
        + title
        + " null null false [] null";
  }

  private static Map<String, String> outcomes(Newsroom newsroom, List<Histories.Step> steps) {
    Map<String, String> told = new HashMap<>();
    for (Histories.Step step : steps) {
      Outcome outcome = newsroom.outcome(step.id());
      String numbers =
          outcome.firstSeq() == null ? "" : " " + outcome.firstSeq() + "-" + outcome.lastSeq();
      String reason = outcome.reason() == null ? "" : " " + outcome.reason();
      told.put(
          step.id(), outcome.status().name().toLowerCase(java.util.Locale.ROOT) + reason + numbers);
    }
    return told;
  }
}
