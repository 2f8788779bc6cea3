package news.dateline.producer.importing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.producer.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** Reads documents of publishers from the folder that the property names, if there is one. */
class RealFeedsTests {
  private static final Path FEEDS = Path.of(System.getProperty("dateline.feeds", "/nonexistent"));

  private static final String REFUSED = "title is missing, and the item has no text";

  @Test
  void noStoryIsLostForASoftField() throws IOException {
    assumeThat(FEEDS).isDirectory();
    try (Stream<Path> files = Files.list(FEEDS)) {
      String table = files.sorted().map(RealFeedsTests::row).collect(joining("\n"));
      System.out.println(table);
      assertThat(table.lines().filter(row -> row.contains(REFUSED))).hasSize(2);
      assertThat(table.lines().filter(row -> row.contains("neither RSS nor Atom"))).hasSize(1);
      assertThat(table.lines().filter(row -> row.matches(".*\\| ([0-9]+) \\| \\1 \\|  \\|.*")))
          .hasSize(18);
    }
  }

  private static String row(Path file) {
    try {
      List<SourceItem> items = Imports.items(Files.readAllBytes(file), null);
      long valid = items.stream().filter(SourceItem.ValidItem.class::isInstance).count();
      String refused =
          items.stream()
              .filter(SourceItem.InvalidItem.class::isInstance)
              .map(item -> ((SourceItem.InvalidItem) item).detail())
              .distinct()
              .collect(joining("; "));
      String notes =
          items.stream()
              .filter(SourceItem.ValidItem.class::isInstance)
              .flatMap(item -> ((SourceItem.ValidItem) item).notes().stream())
              .map(note -> note.field() + " " + note.what())
              .distinct()
              .limit(6)
              .collect(joining("; "));
      return "| %s | %d | %d | %s | %s |"
          .formatted(file.getFileName(), items.size(), valid, refused, notes);
    } catch (ProblemException e) {
      return "| %s | - | - | %s | |".formatted(file.getFileName(), e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
