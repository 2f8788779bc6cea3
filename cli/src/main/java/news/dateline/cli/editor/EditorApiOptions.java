package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import news.dateline.testbed.terminal.CommandFailedException;
import news.dateline.testbed.terminal.TokenFile;
import picocli.CommandLine.Option;

/** Which desk, and by which right. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
public final class EditorApiOptions {
  @Option(
      names = "--desk",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8081",
      description = "The editors' API (${DEFAULT-VALUE}).")
  private URI desk;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "./data/editor-token",
      description = "Holds the editor token (${DEFAULT-VALUE}).")
  private Path tokenFile;

  public URI desk() {
    return desk;
  }

  /** Calls on the desk, with the token read. */
  EditorCalls calls(PrintWriter notices) {
    return new EditorCalls(desk, token(), notices);
  }

  /**
   * The editor token.
   *
   * @throws CommandFailedException where the file holds none
   */
  public String token() {
    return TokenFile.read(tokenFile);
  }
}
