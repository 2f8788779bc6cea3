package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import news.dateline.events.Actor;
import news.dateline.events.Breaking;
import news.dateline.events.EventEnvelope;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({",REJECTED", "1,REJECTED", "2,ACCEPTED", "3,ACCEPTED"})
  void theQueryOfALinkTellsStoriesApartFromLevelTwoOn(String level, Outcome.Status status) {
    send("e1", level, linked("1", "https://n.example/?p=11"));
    send("e2", level, new NewsEvent.ItemRetracted(new ItemId("1"), "wrong", null));
    topology.discardOutput();

    send("e3", level, linked("2", "https://n.example/?p=12"));

    assertThat(topology.outcomes()).extracting(Outcome::status).containsExactly(status);
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

  private void send(String id, @Nullable String level, NewsEvent data) {
    EventEnvelope event = TopologyFixture.event(id, NOON, data, Actor.UNKNOWN);
    Headers headers = event.headers().remove("ce_ruleslevel");
    if (level != null) {
      headers.add("ce_ruleslevel", level.getBytes(UTF_8));
    }
    topology.send(NOON, event.key(), event.value(), headers);
  }

  private static ItemImported linked(String guid, String link) {
    ItemContent content =
        new ItemContent(
            "Briefing",
            null,
            null,
            null,
            null,
            link,
            null,
            List.of(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null);
    return imported("wire", guid, "d" + guid, content.withBody("<p>" + guid + "</p>"), null);
  }

  private static ItemImported imported(String source, String guid, String digest) {
    return imported(source, guid, digest, null);
  }

  private static ItemImported imported(
      String source, String guid, String digest, @Nullable Long generation) {
    return imported(source, guid, digest, ItemContent.titled("Pier"), generation);
  }

  private static ItemImported imported(
      String source, String guid, String digest, ItemContent content, @Nullable Long generation) {
    return new ItemImported(
        new ItemId(guid),
        content,
        null,
        source,
        guid,
        digest,
        List.of(new ItemId(guid)),
        null,
        generation);
  }
}
