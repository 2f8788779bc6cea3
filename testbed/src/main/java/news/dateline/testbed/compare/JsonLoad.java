package news.dateline.testbed.compare;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.Terminal;
import news.dateline.events.Json;
import news.dateline.testbed.load.LoadCommand;
import tools.jackson.databind.JsonNode;

/** Runs {@code ./dateline load --json} in this JVM. */
final class JsonLoad {
  private JsonLoad() {}

  /** Returns the report of a run with these flags. */
  static JsonNode run(List<String> flags) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Terminal.run(
            new LoadCommand(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            flags.toArray(String[]::new));
    if (exit != 0 && exit != CommandFailedException.REFUSED) {
      throw CommandFailedException.unreachable(err.toString().strip());
    }
    return Json.mapper().readTree(out.toString());
  }
}
