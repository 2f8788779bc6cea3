package news.dateline.cli.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.client.ImportResultLine;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;

/** Prints the results of an import: the refused items, what was left out, and the counts. */
final class ImportSummary {
  private static final String NEXT_PAGE = "next_url";
  private static final String SOURCE = "source";

  private final PrintWriter out;
  private final boolean json;
  private final List<ImportResultLine> items = new ArrayList<>();
  private final Map<String, Integer> notes = new TreeMap<>();
  private @Nullable String nextPage;
  private @Nullable String source;

  ImportSummary(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void add(List<ImportResultLine> results) {
    nextPage = null;
    for (ImportResultLine result : results) {
      if (json) {
        out.println(new String(Json.write(result), UTF_8));
      }
      if (result.isItem()) {
        items.add(result);
      }
      for (ImportResultLine.Note note : result.notes()) {
        if (note.field().equals(NEXT_PAGE)) {
          // a document of somebody else must not name a file of this machine
          nextPage = note.what().matches("(?i)https?://.*") ? note.what() : null;
        } else if (note.field().equals(SOURCE) && !result.isItem()) {
          source = note.what();
        } else {
          notes.merge(note.field() + " " + note.what(), 1, Integer::sum);
        }
      }
    }
  }

  /** Returns the page that follows the last document; null if there is none. */
  @Nullable String nextPage() {
    return nextPage;
  }

  /** Returns the name of the source that has another page; null if no document named it. */
  @Nullable String source() {
    return source;
  }

  /** Prints the summary and returns the exit code. */
  int print() {
    long changed = items.stream().filter(ImportResultLine::changed).count();
    long refused = items.stream().filter(ImportResultLine::refused).count();
    if (!json) {
      items.stream()
          .filter(ImportResultLine::refused)
          .map(ImportSummary::line)
          .forEach(out::println);
      notes.forEach((note, count) -> out.println(TerminalText.of(count + " x " + note)));
      if (nextPage != null) {
        out.println(TerminalText.of("continues at " + nextPage + " (--follow)"));
      }
      printTable();
      long valid = items.stream().filter(item -> item.status().equals("valid")).count();
      if (valid > 0) {
        out.printf("%d items: %d could be published, %d refused%n", items.size(), valid, refused);
      } else {
        out.printf(
            "%d items: %d new or changed, %d unchanged, %d refused%n",
            items.size(), changed, items.size() - changed - refused, refused);
      }
    }
    if (items.stream().anyMatch(ImportResultLine::unfinished)) {
      throw CommandFailedException.unreachable(
          "Kafka does not answer: not all items are published. Try again.");
    }
    return refused == 0 ? 0 : CommandFailedException.REFUSED;
  }

  /** Prints how many items have which status. */
  private void printTable() {
    Map<String, Integer> counts = new TreeMap<>();
    for (ImportResultLine item : items) {
      counts.merge(item.status(), 1, Integer::sum);
    }
    counts.forEach((status, count) -> out.printf("%-10s %6d%n", status, count));
  }

  private static String line(ImportResultLine result) {
    String reason = result.detail() == null ? result.reason() : result.detail();
    String field = result.field();
    String where =
        field == null || (reason != null && reason.startsWith(field)) ? "" : field + ": ";
    return TerminalText.of(
        result.status()
            + " "
            + (result.id() == null ? "(no id)" : result.id())
            + (reason == null ? "" : ": " + where + reason));
  }
}
