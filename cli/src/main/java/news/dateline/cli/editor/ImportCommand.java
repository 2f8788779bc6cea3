package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import news.dateline.events.Json;
import news.dateline.testbed.terminal.CommandFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** Publishes a document through the editors' API and returns once every item's fate is known. */
@Command(
    name = "import",
    description = {
      "Publishes a JSON Feed document into a feed.",
      "Exit code 0: all in or unchanged; 1: some refused; 2: wrong usage or unreachable."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
public final class ImportCommand implements Callable<Integer> {
  private static final String JSON_FEED = "application/feed+json";

  @Parameters(paramLabel = "FILE-or-URL", description = "The document.")
  private String document;

  @Mixin private FeedOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    EditorClient desk = options.desk(spec.commandLine().getErr());
    ApiResponse reply =
        desk.importDocument(
            DocumentLoader.read(document),
            JSON_FEED,
            answer -> answer.ok() && fates(answer).stream().anyMatch(ImportResult::unfinished));
    if (!reply.ok()) {
      throw reply.problem("import");
    }
    List<ImportResult> fates = fates(reply);
    fates.stream().filter(ImportResult::refused).map(ImportResult::line).forEach(out::println);
    long changed = fates.stream().filter(ImportResult::changed).count();
    long refused = fates.stream().filter(ImportResult::refused).count();
    out.printf(
        "%d items: %d new or changed, %d unchanged, %d refused%n",
        fates.size(), changed, fates.size() - changed - refused, refused);
    if (fates.stream().anyMatch(ImportResult::unfinished)) {
      throw CommandFailedException.unreachable("Kafka went away: not all items are in, try again");
    }
    return refused == 0 ? 0 : CommandFailedException.REFUSED;
  }

  private static List<ImportResult> fates(ApiResponse reply) {
    return reply.text().lines().filter(line -> !line.isBlank()).map(ImportCommand::fate).toList();
  }

  private static ImportResult fate(String line) {
    try {
      return Json.mapper().readValue(line, ImportResult.class);
    } catch (JacksonException e) {
      throw CommandFailedException.unreachable("the desk's answer cannot be read: " + line);
    }
  }
}
