package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import news.dateline.cli.terminal.TokenFile;
import news.dateline.client.EditorClient;
import news.dateline.client.RetryPolicy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The flags that say where the editors' API is and which token it takes. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public class EditorApiOptions {
  @Option(
      names = "--desk",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8081",
      description = "The address of the editors' API (${DEFAULT-VALUE}).")
  private URI editorApi;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "./data/editor-token",
      description = "The file that holds the editor token (${DEFAULT-VALUE}).")
  private Path tokenFile;

  /**
   * Refuses flags that stand before a subcommand. The subcommand would ignore them, and they must
   * not look as if they held.
   *
   * @param subcommands the subcommands of the command, for the message
   */
  static void refuseFlagsBefore(CommandSpec command, String subcommands) {
    if (!command.commandLine().getParseResult().matchedOptions().isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "flags of " + subcommands + " stand behind these words");
    }
  }

  /**
   * A client with the default limits for retries.
   *
   * @param notices where a repeated request is reported
   * @throws news.dateline.cli.terminal.CommandFailedException if the file holds no token
   */
  public EditorClient client(PrintWriter notices) {
    return client(RetryPolicy.DEFAULT, notices);
  }

  public EditorClient client(RetryPolicy retry, PrintWriter notices) {
    return new EditorClient(editorApi, token(), retry, notices::println);
  }

  public URI address() {
    return editorApi;
  }

  public String token() {
    return TokenFile.read(tokenFile);
  }
}
