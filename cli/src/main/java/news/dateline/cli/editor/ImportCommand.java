package news.dateline.cli.editor;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import news.dateline.client.EditorClient;
import news.dateline.client.ImportResultLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a document through the editors' API and waits for the outcome of every item. */
@Command(
    name = "import",
    description = {
      "Publishes the items of a document into a feed: JSON Feed, RSS, Atom, CSV, or a line of JSON",
      "for each item.",
      "Exit code 0: every item is new, changed or unchanged; 1: some were refused;",
      "2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ImportCommand implements Callable<Integer> {
  private static final int MAX_PAGES = 100;

  @Parameters(paramLabel = "FILE-or-URL", description = "The document to import.")
  private String document;

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      split = ",",
      description = "The columns of a CSV document, as in title=headline,publishedAt=date.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The name of the source, instead of the home page of the document.")
  private @Nullable String source;

  @Option(
      names = "--overwrite",
      description = "Replaces what editors changed or wrote. Restores nothing that was retracted.")
  private boolean overwrite;

  @Option(names = "--follow", description = "Imports the next pages of the document, too.")
  private boolean follow;

  @Option(names = "--dry-run", description = "Reads the document and publishes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints a line of JSON for each item.")
  private boolean json;

  @Mixin private FeedOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ImportSummary summary = new ImportSummary(spec.commandLine().getOut(), json);
    EditorClient client = options.client(spec.commandLine().getErr());
    ProgressBar progress = ProgressBar.on(spec.commandLine().getErr());
    Set<String> pages = new LinkedHashSet<>();
    String page = document;
    while (page != null && pages.size() < MAX_PAGES && pages.add(page)) {
      try {
        summary.add(importPage(page, client, summary, progress));
      } catch (RuntimeException e) {
        if (pages.size() > 1) {
          summary.print(); // the pages before are imported
        }
        throw e;
      } finally {
        progress.clear();
      }
      page = follow ? summary.nextPage() : null;
    }
    return summary.print();
  }

  private List<ImportResultLine> importPage(
      String page, EditorClient client, ImportSummary previous, ProgressBar progress) {
    DocumentLoader.LoadedDocument loaded = DocumentLoader.read(page);
    return client.importDocument(
        options.feed(),
        loaded.content(),
        loaded.contentType(),
        parameters(loaded, previous),
        progress);
  }

  private Map<String, String> parameters(
      DocumentLoader.LoadedDocument loaded, ImportSummary previous) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (loaded.address() != null) {
      parameters.put("address", loaded.address());
    }
    if (!columns.isEmpty()) {
      String map =
          columns.entrySet().stream()
              .map(column -> column.getKey() + "=" + column.getValue())
              .collect(joining(","));
      parameters.put("map", map);
    }
    // all pages are of the source of the first one
    String name = source == null ? previous.source() : source;
    if (name != null) {
      parameters.put("source", name);
    }
    if (overwrite) {
      parameters.put("overwrite", "true");
    }
    if (dryRun) {
      parameters.put("dryRun", "true");
    }
    return parameters;
  }
}
