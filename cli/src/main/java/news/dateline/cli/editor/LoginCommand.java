package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import news.dateline.cli.terminal.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Signs in to the desk. */
@Command(
    name = "login",
    description = {
      "Prints a link that signs a browser in to the desk, as the holder of the token. The link"
          + " works once, within five minutes; the session lasts twelve hours.",
      "Exit code 0: done; 1: refused; 2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LoginCommand implements Callable<Integer> {
  private static final String SUBCOMMANDS = "login list and login revoke";

  @Spec private CommandSpec spec;
  @Mixin private EditorApiOptions editorApi;

  /** The link is all that goes to standard output, so that it can be piped. */
  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    JsonNode offered = editorApi.client(err).access().offerSession().json();
    err.println(
        TerminalText.of(
            "works once, until "
                + offered.path("expiresAt").asString("?")
                + "; give it to nobody"));
    // what follows # is not sent to any server, so that no log of a proxy has it
    String link = editorApi.address().resolve("/") + "#login=" + offered.path("code").asString("");
    spec.commandLine().getOut().println(TerminalText.of(link));
    return 0;
  }

  @Command(description = "Lists the open sessions; for a chief of all feeds, those of everyone.")
  int list(@Mixin EditorApiOptions api) {
    EditorApiOptions.refuseFlagsBefore(spec, SUBCOMMANDS);
    JsonNode list = api.client(spec.commandLine().getErr()).access().sessions().json();
    for (JsonNode session : list.path("sessions")) {
      String line =
          "%s  identity %s  until %s"
              .formatted(
                  session.path("id").asString("?"),
                  session.path("identity").asString("?"),
                  session.path("expiresAt").asString("?"));
      spec.commandLine().getOut().println(TerminalText.of(line));
    }
    return 0;
  }

  @Command(description = "Ends a session.")
  int revoke(
      @Mixin EditorApiOptions api,
      @Parameters(paramLabel = "ID", description = "The session's id, as login list shows it.")
          UUID id) {
    EditorApiOptions.refuseFlagsBefore(spec, SUBCOMMANDS);
    api.client(spec.commandLine().getErr()).access().endSession(id);
    spec.commandLine().getOut().println("ended " + id);
    return 0;
  }
}
