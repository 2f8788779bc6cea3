package news.dateline.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.dateline.client.ApiException;
import news.dateline.client.EditorClient;
import news.dateline.client.ImportResultLine;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;

/** Documents of publishers, each imported twice, with all services in between. */
class RealFeedsIT {
  private static final Path DOCUMENTS = Path.of("../../shared/data/feeds");
  private static final FeedId FEED = new FeedId("real-feeds");
  private static final String NO_FEED = "the document is neither RSS nor Atom: its root is head";
  private static final String NO_TEXT =
      "title is missing, and the item has no text from which to derive it";

  /**
   * What became of a document.
   *
   * @param in number of items that are new
   * @param unchanged number of items that the second import leaves as they are
   * @param refused why items, or the whole document, were refused
   */
  private record Row(
      String document, int found, long in, long unchanged, List<String> refused, long second) {
    String line() {
      String why = refused.stream().distinct().collect(joining("; "));
      return "| %s | %d | %d | %d | %d | %s |"
          .formatted(document, found, in, unchanged, refused.size(), why);
    }
  }

  @Test
  void noStoryIsLostForASoftFieldAndTheSecondImportChangesNothing() throws Exception {
    assumeThat(DOCUMENTS).as("the data beside the project").isDirectory();
    DatelineProcess dateline = DatelineProcess.shared();
    EditorApiClient editor = EditorApiClient.of(dateline);
    editor.open(FEED.value());
    EditorClient importer = new EditorClient(URI.create(dateline.desk()), editor.token());
    List<Row> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(DOCUMENTS)) {
      for (Path file : files.sorted().toList()) {
        rows.add(importTwice(importer, file));
      }
    }
    System.out.println("| document | found | in | unchanged | refused | why |");
    rows.stream().map(Row::line).forEach(System.out::println);

    assertThat(rows).hasSize(21);
    assertThat(rows).allSatisfy(RealFeedsIT::everyItemIsInOrRefusedAndUnchangedAtTheSecondTime);
    assertThat(rows)
        .filteredOn(row -> row.in() < row.found())
        .extracting(Row::document, Row::found, Row::refused)
        .containsExactly(
            tuple("incomplete-fields.atom", 1, List.of(NO_TEXT)),
            tuple("missing-fields.atom", 1, List.of(NO_TEXT)),
            tuple("unrecognized.rss", 1, List.of(NO_FEED)));
  }

  private static void everyItemIsInOrRefusedAndUnchangedAtTheSecondTime(Row row) {
    assertThat(row.found()).as(row.line()).isPositive();
    assertThat(row.in() + row.refused().size()).as(row.line()).isEqualTo(row.found());
    assertThat(row.unchanged()).as(row.line()).isEqualTo(row.in());
    assertThat(row.second()).as(row.line()).isZero();
  }

  private static Row importTwice(EditorClient importer, Path file) throws IOException {
    byte[] document = Files.readAllBytes(file);
    String name = file.getFileName().toString();
    List<ImportResultLine> first;
    try {
      first = importDocument(importer, name, document);
    } catch (ApiException e) {
      String problem = Objects.requireNonNull(e.response()).text();
      String detail = Json.mapper().readTree(problem).path("detail").asString();
      return new Row(name, 1, 0, 0, List.of(detail), 0);
    }
    List<ImportResultLine> second = importDocument(importer, name, document);
    List<String> refused =
        first.stream()
            .filter(ImportResultLine::refused)
            .map(line -> String.valueOf(line.detail() == null ? line.reason() : line.detail()))
            .toList();
    return new Row(
        name,
        first.size(),
        count(first, ImportResultLine::changed),
        count(second, line -> line.status().equals("unchanged")),
        refused,
        count(second, ImportResultLine::changed));
  }

  private static long count(List<ImportResultLine> lines, Predicate<ImportResultLine> counted) {
    return lines.stream().filter(counted).count();
  }

  /** Returns the lines of the items. The name of the file is that of the source. */
  private static List<ImportResultLine> importDocument(
      EditorClient importer, String name, byte[] document) {
    return importer
        .importDocument(FEED, document, "application/octet-stream", Map.of("source", name))
        .stream()
        .filter(ImportResultLine::isItem)
        .toList();
  }
}
