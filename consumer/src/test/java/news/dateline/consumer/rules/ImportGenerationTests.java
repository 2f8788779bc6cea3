package news.dateline.consumer.rules;

import static news.dateline.consumer.rules.ImportEvents.deleted;
import static news.dateline.consumer.rules.ImportEvents.imported;
import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a producer polled that another one has superseded. */
class ImportGenerationTests {
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void anEventOfALowerGenerationThanTheHighestOfItsSourceIsRejected() {
    harness.handle(polled("wire", "1", "d2", "Pier opens", 5L));

    Outcome stalled = harness.handle(polled("wire", "1", "d1", "Pier", 4L));

    assertThat(stalled.status()).isEqualTo(Outcome.Status.REJECTED);
    assertThat(stalled.reason()).isEqualTo(RejectionReason.STALE_GENERATION);
    assertThat(harness.item("1").content().title()).isEqualTo("Pier opens");
  }

  @Test
  void aRejectedEventLowersNoGeneration() {
    harness.handle(polled("wire", "1", "d2", "Pier opens", 5L));
    harness.handle(polled("wire", "1", "d1", "Pier", 3L));

    assertThat(harness.handle(polled("wire", "2", "d1", "Ferry", 4L)).reason())
        .isEqualTo(RejectionReason.STALE_GENERATION);
    assertThat(harness.handle(polled("wire", "2", "d1", "Ferry", 5L)).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void anEventThatIsRejectedForAnotherReasonOrChangesNothingRaisesTheGeneration() {
    harness.handle(polled("wire", "1", "d1", "Pier", 1L));
    harness.handle(polled("wire", "1", "d1", "Pier", 2L));
    assertThat(harness.handle(polled("wire", "2", "d1", "Ferry", 1L)).reason())
        .isEqualTo(RejectionReason.STALE_GENERATION);

    harness.handle(new ItemRetracted(ImportEvents.ONE, "wrong", null));
    assertThat(harness.handle(polled("wire", "1", "d2", "Pier", 3L)).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.handle(polled("wire", "2", "d1", "Ferry", 2L)).reason())
        .isEqualTo(RejectionReason.STALE_GENERATION);
  }

  @Test
  void theGenerationsOfTwoSourcesAreApart() {
    harness.handle(polled("wire", "1", "d1", "Pier", 5L));

    assertThat(harness.handle(polled("agency", "2", "d1", "Ferry", 1L)).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void anEventWithoutAGenerationIsDecidedWhateverIsPolled() {
    harness.handle(polled("wire", "1", "d1", "Pier", 5L));

    assertThat(harness.handle(imported("wire", "1", "d2", "Pier opens")).version()).isEqualTo(2);
    assertThat(harness.handle(polled("wire", "1", "d3", "Pier opened", 4L)).reason())
        .isEqualTo(RejectionReason.STALE_GENERATION);
  }

  @Test
  void aDeletionOfALowerGenerationIsRejected() {
    harness.handle(polled("wire", "1", "d1", "Pier", 5L));
    ItemDeletedAtSource plain = deleted("wire", "1");
    ItemDeletedAtSource stalled =
        new ItemDeletedAtSource(
            plain.id(), plain.source(), plain.guid(), plain.ids(), plain.reason(), null, 4L);

    assertThat(harness.handle(stalled).reason()).isEqualTo(RejectionReason.STALE_GENERATION);
    assertThat(harness.item("1").retracted()).isFalse();
  }

  private static ItemImported polled(
      String source, String guid, String digest, String title, @Nullable Long generation) {
    ItemImported event = imported(source, guid, digest, title);
    return new ItemImported(
        event.id(), event.item(), null, source, guid, digest, event.ids(), null, generation);
  }
}
