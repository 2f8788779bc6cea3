package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.dateline.events.Breaking;
import news.dateline.events.Breaking.Level;
import news.dateline.events.DeskState;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishAsBreakingTests {
  private static final String EMBARGO_END = "2025-02-04T13:00:00Z";

  private final RulesHarness harness = RulesHarness.open();

  @Test
  void anItemIsPublishedAsBreakingNewsInOneChange() {
    Outcome outcome = publish(titled("Ferry aground"), "2025-02-04T12:30:00Z");

    assertThat(harness.changesFrom(2)).containsExactly("published a");
    assertThat(harness.item("a").breaking()).isEqualTo(breaking("2025-02-04T12:30:00Z"));
    assertThat(outcome).returns(2L, Outcome::firstSeq).returns(2L, Outcome::lastSeq);
    assertThat(harness.deskState("a").breaking()).isNull();
  }

  @Test
  void itEndsByItselfAfterAnHourUnlessItsEndIsGiven() {
    publish(titled("Ferry aground"), null);
    assertThat(harness.item("a").breaking()).isEqualTo(breaking("2025-02-04T13:00:00Z"));

    harness.advanceTo("2025-02-04T13:00:00Z");

    assertThat(harness.changesFrom(3)).containsExactly("breaking-ended a");
  }

  @Test
  void aHeldItemIsBreakingNewsFromItsReleaseForAnHour() {
    publish(RulesHarness.embargoed("Verdict", EMBARGO_END), null);
    assertThat(DeskState.read(harness.deskState("a").value()).breaking())
        .isEqualTo(new Breaking.Planned(Level.MAJOR, null));

    // The service was down in between.
    harness.advanceTo("2025-02-04T13:20:00Z");

    assertThat(harness.changesFrom(2)).containsExactly("published a");
    assertThat(harness.item("a").breaking()).isEqualTo(breaking("2025-02-04T14:00:00Z"));
  }

  @Test
  void anUpdateOfAHeldItemKeepsItsBreakingNews() {
    publish(RulesHarness.embargoed("Verdict", EMBARGO_END), null);
    harness.update("a", RulesHarness.embargoed("Verdict at two", "2025-02-04T14:00:00Z"));
    harness.advanceTo("2025-02-04T14:00:00Z");

    assertThat(harness.item("a").breaking()).isEqualTo(breaking("2025-02-04T15:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-02-04T13:00:00Z", "2025-02-11T13:00:00.001Z"})
  void breakingNewsOfAHeldItemEndsWithinSevenDaysAfterItsRelease(String until) {
    assertThat(publish(RulesHarness.embargoed("Verdict", EMBARGO_END), until).reason())
        .isEqualTo(RejectionReason.UNTIL_OUT_OF_RANGE);
    assertThat(harness.desks()).isEmpty();
  }

  @Test
  void anEmbargoCannotMoveBehindTheEndOfTheBreakingNews() {
    publish(RulesHarness.embargoed("Verdict", EMBARGO_END), "2025-02-04T13:30:00Z");

    assertThat(harness.update("a", RulesHarness.embargoed("Verdict", "2025-02-04T14:00:00Z")))
        .returns(RejectionReason.UNTIL_OUT_OF_RANGE, Outcome::reason)
        .returns(1, Outcome::version);
  }

  @Test
  void publishingItAgainIsUnchangedOnlyAsTheSameBreakingNews() {
    publish(titled("Ferry aground"), null);
    assertThat(publish(titled("Ferry aground"), null).status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(publish(titled("Ferry aground"), EMBARGO_END).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(publish(titled("Ferry aground"), "2025-02-04T12:10:00Z").reason())
        .isEqualTo(RejectionReason.EXISTS);

    harness.hold("b", "Verdict", EMBARGO_END);
    assertThat(publish("b", RulesHarness.embargoed("Verdict", EMBARGO_END), null).reason())
        .isEqualTo(RejectionReason.EXISTS);
  }

  @Test
  void aWithdrawnItemIsNotBreakingNewsAgainWhenItIsRestored() {
    publish(RulesHarness.embargoed("Verdict", EMBARGO_END), null);
    harness.retract("a", "Not true");
    assertThat(harness.deskState("a").breaking()).isNull();
    harness.restore("a", titled("True now"));

    assertThat(harness.item("a").breaking()).isNull();
  }

  @Test
  void aReporterPublishesNothingAsBreakingNews() {
    Outcome outcome = harness.as("ann", Role.REPORTER).handle(event("a", titled("Mine"), null));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.FORBIDDEN);
    assertThat(harness.changesFrom(2)).isEmpty();
  }

  @Test
  void anItemThatIsHeldForSecondsIsReleasedThatLongAfterItsRecord() {
    Outcome outcome = harness.handle(held("a", titled("Ferry aground"), 10));
    assertThat(outcome.status()).isEqualTo(Outcome.Status.HELD);

    harness.advanceTo("2025-02-04T12:00:10Z");

    assertThat(harness.changesFrom(2)).containsExactly("published a");
    assertThat(harness.item("a"))
        .returns(Instant.parse("2025-02-04T12:00:10Z"), item -> item.publishedAt())
        .returns(breaking("2025-02-04T13:00:10Z"), item -> item.breaking());
  }

  @Test
  void anItemThatIsStoppedWithinItsSecondsIsNeverPublic() {
    harness.handle("e1", held("a", titled("Ferry aground"), 10));
    harness.at("2025-02-04T12:00:09Z").retract("a", "Stopped");
    harness.advanceTo("2025-02-04T12:01:00Z");

    assertThat(harness.changesFrom(2)).isEmpty();
    assertThat(harness.outcome("e1").reason()).isEqualTo(RejectionReason.WITHDRAWN);
  }

  @Test
  void secondsDoNotShortenAnEmbargoAndAnEmbargoDoesNotShortenThem() {
    harness.handle(held("a", RulesHarness.embargoed("Verdict", EMBARGO_END), 10));
    harness.handle(held("b", RulesHarness.embargoed("Verdict", "2025-02-04T12:00:03Z"), 10));

    assertThat(harness.timers())
        .extracting(Timer::due)
        .containsExactly(Instant.parse("2025-02-04T12:00:10Z"), Instant.parse(EMBARGO_END));
  }

  private Outcome publish(ItemContent content, @Nullable String until) {
    return publish("a", content, until);
  }

  private Outcome publish(String id, ItemContent content, @Nullable String until) {
    return harness.handle(event(id, content, until));
  }

  private static ItemPublished event(String id, ItemContent content, @Nullable String until) {
    Instant end = until == null ? null : Instant.parse(until);
    return new ItemPublished(new ItemId(id), content, new Breaking.Planned(Level.MAJOR, end), null);
  }

  private static ItemPublished held(String id, ItemContent content, int seconds) {
    return new ItemPublished(
        new ItemId(id), content, new Breaking.Planned(Level.MAJOR, null), seconds);
  }

  private static Breaking breaking(String until) {
    return new Breaking(Level.MAJOR, Instant.parse(until));
  }
}
