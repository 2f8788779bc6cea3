package news.dateline.testbed.verify;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import news.dateline.cli.editor.EditorApiOptions;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.client.EditorClient;
import news.dateline.client.RetryPolicy;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.testbed.verify.workload.FeedEditor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that a running Dateline keeps its guarantees to subscribers. */
@Command(
    name = "verify",
    description = {
      "Acts as many editors and subscribers at once. Proves for each subscriber that it received",
      "everything once, in order and not too early, whatever it did and whatever was killed.",
      "Exit code 0: proven; 1: violated; 2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
  @Mixin private EditorApiOptions editorApi;

  @Mixin private VerifyOptions options;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the report as JSON to this file.")
  private @Nullable Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String run = "v" + UUID.randomUUID().toString().substring(0, 8);
    options.check();
    EditorClient client =
        editorApi.client(RetryPolicy.during(options.timeout), new PrintWriter(Writer.nullWriter()));
    FeedId feed = options.feed == null ? new FeedId("verify-" + run.substring(1)) : options.feed;
    try (Verification verification =
        new Verification(
            options, new FeedEditor(client, feed), run + "-", spec.commandLine().getErr())) {
      VerifyReport report = verification.run();
      report.table().forEach(spec.commandLine().getOut()::println);
      if (json != null) {
        write(json, report);
      }
      return report.proven() ? 0 : CommandFailedException.REFUSED;
    }
  }

  private static void write(Path file, VerifyReport report) {
    try {
      Files.write(file, Json.write(report));
    } catch (IOException e) {
      throw CommandFailedException.unreachable("--json: " + file + " cannot be written");
    }
  }
}
