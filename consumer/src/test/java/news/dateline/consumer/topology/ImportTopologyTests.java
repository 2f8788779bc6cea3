package news.dateline.consumer.topology;

import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import news.dateline.events.Breaking;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTopologyTests {
  @TempDir Path stateDir;
  private TopologyFixture topology;

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDir);
    topology.open();
    topology.discardOutput();
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void breakingNewsEndsAlsoIfItsItemIsImportedUnchangedMeanwhile() {
    topology.send("e1", NOON, new ItemImported(new ItemId("1"), ItemContent.titled("Pier"), null));
    topology.send(
        "e2",
        NOON,
        new NewsEvent.BreakingStarted(new ItemId("1"), Breaking.Level.MAJOR, NOON.plusSeconds(60)));
    topology.send("e3", NOON, imported("wire", "1", "d1"));
    topology.discardOutput();

    topology.advanceWallClock(Duration.ofSeconds(60));

    assertThat(topology.changes())
        .singleElement()
        .returns(Change.BREAKING_ENDED, change -> ((PublicItem) change).change());
  }

  @Test
  void aRetractedStoryIsKnownInTheEventsThatFollow() {
    topology.send("e1", NOON, imported("wire", "1", "d1"));
    topology.send("e2", NOON, new NewsEvent.ItemRetracted(new ItemId("1"), "wrong", null));
    topology.discardOutput();

    topology.send("e3", NOON, imported("", "other", "d2"));

    assertThat(topology.outcomes())
        .singleElement()
        .returns(RejectionReason.RETRACTED, Outcome::reason)
        .returns(new ItemId("1"), Outcome::item);
  }

  @Test
  void thePinOfAFeedIsApartFromWhatImportsKnow() {
    topology.send("e1", NOON, imported("wire", "1", "d1"));
    topology.send("e2", NOON, new NewsEvent.ItemPinned(new ItemId("1")));
    topology.send("e3", NOON, imported("wire", "1", "d1"));
    topology.send("e4", NOON, new NewsEvent.PinRemoved());

    assertThat(topology.outcomes())
        .extracting(Outcome::status)
        .containsExactly(
            Outcome.Status.ACCEPTED,
            Outcome.Status.ACCEPTED,
            Outcome.Status.UNCHANGED,
            Outcome.Status.ACCEPTED);
  }

  @Test
  void theGenerationOfASourceIsKnownInTheEventsThatFollow() {
    topology.send("e1", NOON, imported("wire", "1", "d2", 7L));
    topology.discardOutput();

    topology.send("e2", NOON, imported("wire", "1", "d1", 6L));
    topology.send("e3", NOON, imported("wire", "2", "d1", 6L));
    topology.send("e4", NOON, imported("agency", "3", "d1", 1L));

    assertThat(topology.outcomes())
        .extracting(Outcome::reason)
        .containsExactly(RejectionReason.STALE_GENERATION, RejectionReason.STALE_GENERATION, null);
    assertThat(topology.changes()).hasSize(1);
  }

  private static ItemImported imported(String source, String guid, String digest) {
    return imported(source, guid, digest, null);
  }

  private static ItemImported imported(
      String source, String guid, String digest, @Nullable Long generation) {
    return new ItemImported(
        new ItemId(guid),
        ItemContent.titled("Pier"),
        null,
        source,
        guid,
        digest,
        List.of(new ItemId(guid)),
        null,
        generation);
  }
}
