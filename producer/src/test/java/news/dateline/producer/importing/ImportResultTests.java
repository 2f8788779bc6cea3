package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportResultTests {
  private static final EventId EVENT = new EventId("e-1");
  private static final SourceItem.ValidItem ITEM =
      new SourceItem.ValidItem(
          List.of("tag:1"),
          new NewsEvent.ItemImported(new ItemId("a"), ItemContent.titled("t"), null),
          false,
          List.of());

  private static final ImportResult UNDECIDED = ImportResult.undecided(ITEM, EVENT);

  @Test
  void equalsTheGoldenFile() throws IOException {
    String lines =
        Stream.of(
                UNDECIDED.decided(outcome(Outcome.Status.ACCEPTED, 8L, null)),
                UNDECIDED.decided(outcome(Outcome.Status.HELD, null, null)),
                UNDECIDED.decided(
                    outcome(Outcome.Status.REJECTED, null, RejectionReason.UNKNOWN_LABEL)),
                UNDECIDED,
                UNDECIDED.failed(new ProblemException(ProblemType.UNAVAILABLE, "Kafka is away")),
                ImportResult.invalid(new SourceItem.InvalidItem("tag:2", "url", "url is blank")))
            .map(line -> new String(Json.write(line), UTF_8) + "\n")
            .collect(joining());

    try (InputStream golden = getClass().getResourceAsStream("/golden/import.answer.ndjson")) {
      assertThat(lines).isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }

  @Test
  void anItemThatIsTooLargeIsInvalidAndDoesNotEndTheImport() {
    ProblemException tooLarge =
        new ProblemException(ProblemType.INVALID, "too large").with("field", "body");

    assertThat(UNDECIDED.failed(tooLarge).status()).isEqualTo(ImportResult.Status.INVALID);
  }

  private static Outcome outcome(
      Outcome.Status status, @Nullable Long seq, @Nullable RejectionReason reason) {
    return new Outcome(
        EVENT,
        status,
        new FeedId("world"),
        new ItemId("a"),
        seq,
        seq,
        "k3f9",
        1,
        reason,
        null,
        "0@7");
  }
}
