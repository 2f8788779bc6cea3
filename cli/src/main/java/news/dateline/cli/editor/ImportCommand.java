package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.client.ImportResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a document through the editors' API and waits for the outcome of every item. */
@Command(
    name = "import",
    description = {
      "Publishes the items of a JSON Feed document into a feed.",
      "Exit code 0: every item is new, changed or unchanged; 1: some were refused;",
      "2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE-or-URL", description = "The document to import.")
  private String document;

  @Mixin private FeedOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<ImportResult> results =
        options
            .client(spec.commandLine().getErr())
            .importDocument(options.feed(), DocumentLoader.read(document));
    results.stream().filter(ImportResult::refused).map(ImportCommand::line).forEach(out::println);
    long changed = results.stream().filter(ImportResult::changed).count();
    long refused = results.stream().filter(ImportResult::refused).count();
    out.printf(
        "%d items: %d new or changed, %d unchanged, %d refused%n",
        results.size(), changed, results.size() - changed - refused, refused);
    if (results.stream().anyMatch(ImportResult::unfinished)) {
      throw CommandFailedException.unreachable("Kafka went away: not all items are in, try again");
    }
    return refused == 0 ? 0 : CommandFailedException.REFUSED;
  }

  private static String line(ImportResult result) {
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
