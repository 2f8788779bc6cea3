package news.dateline.consumer.rules;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;

/**
 * Five weeks of edits of a real newsroom as events. The data have no texts, so the title is a hash
 * and the lead is the time of the change.
 */
public final class Revisions {
  private static final Path DATA = Path.of("../../shared/data/revisions.tsv");

  private Revisions() {}

  /** An edit and the time at which it was observed. */
  public record Revision(Instant observedAt, NewsEvent event) {}

  /** Returns all edits in their order. Skips the test if the data file is absent. */
  public static List<Revision> all() {
    assumeThat(DATA).as("the data beside the project").exists();
    try (Stream<String> lines = Files.lines(DATA)) {
      return lines.skip(1).map(line -> line.split("\t", -1)).map(Revisions::revision).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Revision revision(String[] row) {
    ItemId id = new ItemId(row[1]);
    Instant updatedAt = instant(row[5]);
    ItemContent titled = ItemContent.titled("Title " + row[8]).withBody("as of " + updatedAt);
    ItemContent content = titled.withTimes(instant(row[4]), null);
    return new Revision(Instant.parse(row[0]), event(row[3], id, content, updatedAt));
  }

  private static NewsEvent event(String seen, ItemId id, ItemContent content, Instant updatedAt) {
    if (seen.startsWith("new")) {
      return new NewsEvent.ItemPublished(id, content);
    }
    if (seen.startsWith("withdrawn")) {
      return new NewsEvent.ItemRetracted(id, "withdrawn", null);
    }
    return seen.startsWith("restored")
        ? new NewsEvent.ItemRestored(id, content, null)
        : new NewsEvent.ItemImported(id, content, updatedAt);
  }

  private static Instant instant(String time) {
    return OffsetDateTime.parse(time).toInstant();
  }
}
