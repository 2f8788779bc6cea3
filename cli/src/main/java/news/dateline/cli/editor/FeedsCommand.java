package news.dateline.cli.editor;

import java.util.concurrent.Callable;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.client.ApiResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the feeds. */
@Command(
    name = "feeds",
    description = {
      "Lists the feeds, one a line: id, state, who may read it, title.",
      "Exit code 0: done; 1: refused; 2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class FeedsCommand implements Callable<Integer> {
  @Mixin private EditorApiOptions editorApi;

  @Option(names = "--json", description = "Print the answer of the service as it is.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ApiResponse answer = editorApi.client(spec.commandLine().getErr()).feeds();
    if (json) {
      spec.commandLine().getOut().println(answer.text());
      return 0;
    }
    for (JsonNode feed : answer.json().path("feeds")) {
      String line =
          "%s  %s  %s  %s"
              .formatted(
                  feed.path("feed").asString("?"),
                  feed.path("status").asString("?"),
                  feed.path("access").asString("public"),
                  feed.path("title").asString("?"));
      spec.commandLine().getOut().println(TerminalText.of(line));
    }
    return 0;
  }
}
