package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemCorrected;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;

class CorrectionTests {
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void aCorrectionIsANewVersionWithADatedPublicNote() {
    harness.publish("a", titled("Bridge reopens Monday"));
    harness.at("2025-02-04T13:00:00Z").correct("a", "It is Friday", titled("Bridge reopens"));

    Item item = harness.item("a");
    assertThat(item.version()).isEqualTo(2);
    assertThat(item.updatedAt()).isEqualTo("2025-02-04T13:00:00Z");
    assertThat(item.corrections())
        .containsExactly(
            new Item.Correction(Instant.parse("2025-02-04T13:00:00Z"), "It is Friday", 3L));
    assertThat(harness.lastItemChange().change()).isEqualTo(Change.CORRECTED);
  }

  @Test
  void correctionsAreKeptInOrderAndOverUpdates() {
    harness.publish("a", titled("Bridge reopens"));
    harness.correct("a", "First", titled("One"));
    harness.correct("a", "Second", titled("Two"));
    harness.update("a", titled("Three"));

    assertThat(harness.item("a").corrections())
        .extracting(Item.Correction::note)
        .containsExactly("First", "Second");
    assertThat(harness.item("a").corrections())
        .extracting(Item.Correction::seq)
        .containsExactly(3L, 4L);
  }

  @Test
  void aCorrectionWithTheSameContentIsAChange() {
    harness.publish("a", titled("Bridge reopens"));

    assertThat(harness.correct("a", "It was closed", titled("Bridge reopens")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void aCorrectionOfAnotherVersionIsAConflict() {
    harness.publish("a", titled("One"));
    harness.update("a", titled("Two"));

    Outcome outcome = harness.handle(new ItemCorrected(new ItemId("a"), "No", titled("Three"), 1));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.VERSION_CONFLICT);
    assertThat(outcome.version()).isEqualTo(2);
  }

  @Test
  void theNumberOfCorrectionsIsLimited() {
    harness.publish("a", titled("Bridge reopens"));
    for (int i = 0; i < Item.MAX_CORRECTIONS; i++) {
      harness.correct("a", "Note " + i, titled("Version " + i));
    }

    assertThat(harness.correct("a", "One more", titled("Last")).reason())
        .isEqualTo(RejectionReason.TOO_MANY_CORRECTIONS);
  }
}
