package news.dateline.cli.editor;

import static news.dateline.cli.terminal.CommandFailedException.UNREACHABLE;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.client.ApiException;
import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that changes one item. It waits for the outcome and prints what became of the item. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class ItemCommand implements Callable<Integer> {
  /** The last lines of each command's help. */
  static final String EXIT_CODES =
      "Exit code 0: done, held or unchanged; 1: refused;"
          + " 2: wrong usage, no outcome within 10 s, or the service cannot be reached.";

  @Mixin FeedOptions options;

  @Spec CommandSpec spec;

  @Option(names = "--json", description = "Print the answer of the service as it is.")
  private boolean json;

  private final String done;

  /**
   * Names what the command does.
   *
   * @param done the past participle, such as {@code published}
   */
  ItemCommand(String done) {
    this.done = done;
  }

  /** Returns the word before the item's id in the line for a success. */
  String done() {
    return done;
  }

  /** Sends the request and returns its answer. */
  abstract ApiResponse send(EditorClient client);

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ApiResponse answer = send(options.client(spec.commandLine().getErr()));
      if (json) {
        out.println(answer.text());
        return answer.status() == 202 && !isHeld(answer) ? UNREACHABLE : 0;
      }
      out.println(TerminalText.of(report(answer)));
      return 0;
    } catch (ApiException e) {
      ApiResponse refusal = e.response();
      if (!json || refusal == null) {
        throw e;
      }
      out.println(refusal.text());
      return CommandFailedException.of(e, spec.name()).exitCode();
    }
  }

  /** Returns true if the item is accepted but not public before its embargo ends. */
  private static boolean isHeld(ApiResponse answer) {
    return answer.json().path("status").asString("").equals("held");
  }

  private String report(ApiResponse response) {
    JsonNode answer = response.json();
    String id = answer.path("id").asString("?");
    if (isHeld(response)) {
      return "held " + id;
    }
    if (response.status() == 202) {
      throw CommandFailedException.unreachable(
          "accepted but not decided within 10 s: event " + answer.path("eventId").asString("?"));
    }
    return answer.path("status").asString("").equals("unchanged")
        ? "unchanged " + id
        : done() + " " + id + " as " + response.cursor().map(Object::toString).orElse("?");
  }
}
