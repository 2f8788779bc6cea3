package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.Rejection;
import news.dateline.producer.problem.Fault;
import news.dateline.producer.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportLineTests {
  private static final EventId EVENT = new EventId("e-1");
  private static final SourceItem.Fit ITEM =
      new SourceItem.Fit(
          "tag:1", new NewsEvent.ItemImported(new ItemId("a"), ItemContent.titled("t"), null));

  @Test
  void looksLikeTheGoldenFile() throws IOException {
    String lines =
        Stream.of(
                ImportLine.of(ITEM, outcome(Outcome.Status.ACCEPTED, 8L, null)),
                ImportLine.of(ITEM, outcome(Outcome.Status.HELD, null, null)),
                ImportLine.of(
                    ITEM, outcome(Outcome.Status.REJECTED, null, Rejection.UNKNOWN_LABEL)),
                ImportLine.undecided(ITEM, EVENT),
                ImportLine.of(ITEM, EVENT, new Problem(Fault.UNAVAILABLE, "Kafka is away")),
                ImportLine.invalid(new SourceItem.Misfit("tag:2", "url", "url is blank")))
            .map(line -> new String(Json.write(line), UTF_8) + "\n")
            .collect(joining());

    try (InputStream golden = getClass().getResourceAsStream("/golden/import.answer.ndjson")) {
      assertThat(lines).isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }

  @Test
  void anItemTooLargeToKeepIsInvalidAndEndsNothing() {
    Problem tooLarge = new Problem(Fault.INVALID, "too large").with("field", "body");

    assertThat(ImportLine.of(ITEM, EVENT, tooLarge).status()).isEqualTo(ImportLine.Status.INVALID);
  }

  private static Outcome outcome(
      Outcome.Status status, @Nullable Long seq, @Nullable Rejection reason) {
    return new Outcome(
        EVENT, status, new FeedId("world"), new ItemId("a"), seq, seq, "k3f9", 1, reason, "0@7");
  }
}
