package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import news.dateline.events.Actor;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.ItemReleased;
import news.dateline.events.NewsEvent.ItemReturned;
import news.dateline.events.Outcome;
import news.dateline.events.Right;
import news.dateline.events.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Random histories by authors with different rights. Each test has its seed in its name. */
class RightsHistoryTests {
  private static final int LENGTH = 200;
  private static final List<Actor> AUTHORS =
      List.of(
          new Actor(new IdentityId("new"), Set.of(Right.SUBMIT)),
          new Actor(new IdentityId("ann"), Role.REPORTER.rights()),
          new Actor(new IdentityId("ed"), Role.EDITOR.rights()),
          new Actor(new IdentityId("chief"), Role.CHIEF.rights()),
          new Actor(new IdentityId("gone"), Set.of()));

  @TestFactory
  List<DynamicTest> nobodyChangesWithoutARightAndNothingInReviewIsPublic() {
    long first = System.nanoTime();
    return LongStream.range(0, 60)
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    "seed " + (first + i), () -> check(new AuthoredSteps(first + i))))
        .toList();
  }

  private static void check(AuthoredSteps authored) {
    RulesHarness harness = RulesHarness.open();
    Set<EventId> seen = new HashSet<>();
    for (int i = 0; i < LENGTH; i++) {
      EventEnvelope event = authored.event(i);
      boolean isNew = seen.add(event.id());
      harness.decideAt(authored.steps.get(i).time(), event);
      if (isNew) {
        checkRights(event, harness.outcome(event.id().value()));
      }
      harness.desks().forEach(state -> checkReview(harness, state));
    }
    RulesHarness replay = RulesHarness.open();
    for (int i = 0; i < LENGTH; i++) {
      replay.decideAt(authored.steps.get(i).time(), authored.event(i));
    }
    assertThat(replay.changes()).isEqualTo(harness.changes());
    assertThat(List.copyOf(replay.desks())).isEqualTo(List.copyOf(harness.desks()));
  }

  private static void checkRights(EventEnvelope event, Outcome outcome) {
    if (outcome.status() != Outcome.Status.REJECTED) {
      assertThat(event.actor().has(Right.requiredFor(event.data()))).as("%s", event).isTrue();
    }
    // what was submitted gets the seq of its release later, and not at once
    if (outcome.firstSeq() != null) {
      assertThat(event.actor().has(Right.PUBLISH)).as("%s", event).isTrue();
    }
  }

  private static void checkReview(RulesHarness harness, DeskState state) {
    if (state.inReview()) {
      assertThat(harness.state().item(state.feed(), state.id())).isEmpty();
      assertThat(Timer.of(state)).isEmpty();
    }
  }

  /** Returns the same events at each call. */
  private static final class AuthoredSteps {
    private final List<Histories.Step> steps;
    private final long[] draws;

    AuthoredSteps(long seed) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      steps = Histories.random(random, LENGTH);
      draws = random.longs(LENGTH, 0, 1_000_000).toArray();
    }

    EventEnvelope event(int i) {
      Histories.Step step = steps.get(i);
      Actor author = AUTHORS.get((int) (draws[i] % AUTHORS.size()));
      return new EventEnvelope(
          new EventId(step.id()),
          RulesHarness.WORLD,
          "/desk/" + author.id(),
          RulesHarness.NOON,
          step.digest(),
          data(step, draws[i] / AUTHORS.size()),
          author);
    }

    /** Every third event is of an editor's review. */
    private static NewsEvent data(Histories.Step step, long draw) {
      ItemId id = new ItemId("item-" + draw % 5);
      return switch ((int) (draw / 5 % 6)) {
        case 0 -> new ItemReleased(id, null);
        case 1 -> new ItemReturned(id, "note", null);
        default -> step.event();
      };
    }
  }
}
