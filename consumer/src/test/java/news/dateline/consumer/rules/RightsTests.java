package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.Actor;
import news.dateline.events.Breaking;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import news.dateline.events.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RightsTests {
  private static final ItemId A = new ItemId("a");
  private static final ItemContent CONTENT = titled("Bridge reopens");

  private final RulesHarness harness = RulesHarness.open();

  static Stream<Arguments> eventsWithTheRightThatEachNeeds() {
    return Stream.of(
        Arguments.of(Right.SUBMIT, new NewsEvent.ItemPublished(new ItemId("new"), CONTENT)),
        Arguments.of(
            Right.EDIT,
            new NewsEvent.ItemPublished(
                new ItemId("new"),
                CONTENT,
                new Breaking.Planned(Breaking.Level.MINOR, null),
                null)),
        Arguments.of(Right.EDIT, new NewsEvent.ItemUpdated(A, CONTENT, null, false)),
        Arguments.of(Right.EDIT, new NewsEvent.ItemCorrected(A, "Friday", CONTENT, null)),
        Arguments.of(Right.EDIT, new NewsEvent.ItemRetracted(A, "Wrong", null)),
        Arguments.of(Right.EDIT, new NewsEvent.ItemPinned(A)),
        Arguments.of(Right.EDIT, new NewsEvent.PinRemoved()),
        Arguments.of(Right.EDIT, new NewsEvent.BreakingStarted(A, Breaking.Level.MAJOR, null)),
        Arguments.of(Right.EDIT, new NewsEvent.BreakingEnded(A)),
        Arguments.of(Right.EDIT, new NewsEvent.ItemReleased(A, null)),
        Arguments.of(Right.EDIT, new NewsEvent.ItemReturned(A, "Who?", null)),
        Arguments.of(Right.ADMINISTER, new NewsEvent.ItemImported(A, CONTENT, null)),
        Arguments.of(Right.ADMINISTER, new NewsEvent.ItemRestored(A, CONTENT, null)),
        Arguments.of(Right.ADMINISTER, new NewsEvent.FeedClosed()),
        Arguments.of(
            Right.ADMINISTER,
            new NewsEvent.FeedDefined(RulesHarness.settings("Other", "Europe/Kyiv"))));
  }

  @ParameterizedTest
  @MethodSource("eventsWithTheRightThatEachNeeds")
  void anEventWithoutItsRightChangesNothingAndNamesTheRight(Right needed, NewsEvent event) {
    harness.publish("a", titled("Before"));
    int changes = harness.changes().size();
    Set<Right> others = Set.copyOf(Stream.of(Right.values()).filter(r -> r != needed).toList());

    Outcome outcome = harness.as(actor("ann", others)).handle(event);

    assertThat(outcome.reason()).isEqualTo(RejectionReason.FORBIDDEN);
    assertThat(outcome.right()).isEqualTo(needed);
    assertThat(harness.changes()).hasSize(changes);
    assertThat(harness.deskState("a").history()).hasSize(1);
  }

  @Test
  void aFeedIsOpenedOnlyWithTheRightToAdministerIt() {
    RulesHarness empty = new RulesHarness();
    NewsEvent open = new NewsEvent.FeedDefined(RulesHarness.settings("World", "UTC"));

    assertThat(empty.as("ed", Role.EDITOR).handle(open))
        .returns(RejectionReason.FORBIDDEN, Outcome::reason)
        .returns(Right.ADMINISTER, Outcome::right);
    assertThat(empty.as("chief", Role.CHIEF).handle(open).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void aReporterUpdatesOwnItemsOnly() {
    harness.as("ann", Role.REPORTER).publish("a", titled("By Ann"));
    harness.as("ben", Role.REPORTER).publish("b", titled("By Ben"));

    assertThat(harness.update("b", titled("By Ben, again")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.update("a", titled("By Ben")))
        .returns(RejectionReason.FORBIDDEN, Outcome::reason)
        .returns(Right.EDIT, Outcome::right)
        .returns(1, Outcome::version);
    assertThat(harness.item("a").content().title()).isEqualTo("By Ann");
  }

  @Test
  void aReporterWithdrawsOnlyOwnItemsAndOnlyBeforeTheirRelease() {
    harness.as("ann", Role.REPORTER).hold("a", "By Ann", "2025-02-04T13:00:00Z");
    harness.as("ben", Role.REPORTER).publish("b", titled("By Ben"));

    assertThat(harness.retract("a", "Not mine").right()).isEqualTo(Right.EDIT);
    assertThat(harness.retract("b", "Public already").right()).isEqualTo(Right.EDIT);
    assertThat(harness.as("ann", Role.REPORTER).retract("a", "Too early").status())
        .isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.changesFrom(2)).containsExactly("published b");
  }

  @Test
  void anItemStaysItsAuthorsWhoeverChangesIt() {
    harness.as("ann", Role.REPORTER).publish("a", titled("By Ann"));
    harness.as("ed", Role.EDITOR).correct("a", "Friday", titled("Corrected"));
    harness.pin("a");

    assertThat(harness.deskState("a").owner()).isEqualTo(new IdentityId("ann"));
    assertThat(harness.as("ann", Role.REPORTER).update("a", titled("Better")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(new String(harness.changes().get(2).value())).doesNotContain("ann");
  }

  @Test
  void anItemWithoutAnOwnerBelongsToNobody() {
    harness.publish("a", titled("From before"));

    assertThat(harness.as("ann", Role.REPORTER).update("a", titled("Mine")).right())
        .isEqualTo(Right.EDIT);
    assertThat(harness.as("ed", Role.EDITOR).update("a", titled("Edited")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.deskState("a").owner()).isNull();
    assertThat(harness.as(new Actor(null, Role.REPORTER.rights())).update("a", CONTENT).right())
        .isEqualTo(Right.EDIT);
  }

  @Test
  void aRightThatWasLostDoesNotPublishWhatIsUnderEmbargo() {
    harness.as("ann", Role.REPORTER).hold("a", "Secret", "2025-02-04T13:00:00Z");

    assertThat(harness.as(actor("ann", Set.of(Right.SUBMIT))).update("a", CONTENT).right())
        .isEqualTo(Right.PUBLISH);
    assertThat(harness.as("ann", Role.REPORTER).update("a", titled("Better")).status())
        .isEqualTo(Outcome.Status.HELD);
  }

  @Test
  void anEventWithoutAnAuthorHasAllRightsAsBeforeIdentities() {
    List<Outcome> outcomes =
        List.of(
            harness.publish("a", titled("A")),
            harness.update("a", titled("B")),
            harness.correct("a", "Friday", titled("C")),
            harness.retract("a", "Wrong"),
            harness.restore("a", titled("D")));

    assertThat(outcomes).extracting(Outcome::status).containsOnly(Outcome.Status.ACCEPTED);
  }

  @Test
  void aRepeatedEventGetsItsOutcomeAgainWhateverItsAuthorMayDoNow() {
    NewsEvent publish = new NewsEvent.ItemPublished(A, CONTENT);
    Outcome first = harness.as("ann", Role.REPORTER).handle("e1", publish, "digest");
    Outcome again = harness.as(actor("ann", Set.of())).handle("e1", publish, "digest");

    assertThat(first.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(again).isEqualTo(first);
  }

  static Actor actor(@Nullable String id, Set<Right> rights) {
    return new Actor(id == null ? null : new IdentityId(id), rights);
  }
}
