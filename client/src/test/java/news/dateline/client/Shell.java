package news.dateline.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command as a shell would, in this JVM, and keeps what it prints. */
public final class Shell {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Program program;
  private final Path token;

  /** A command line program; returns its exit code. */
  public interface Program {
    int run(PrintWriter out, PrintWriter err, String... args);
  }

  public Shell(Program program) {
    this.program = program;
    try {
      token = Files.writeString(Files.createTempFile("editor-token", ""), "s3cret\n");
      token.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int run(String... args) {
    return program.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  /** The file that holds the token. */
  public Path token() {
    return token;
  }

  /** Runs a command on the feed {@code world} through the given editors' API, with the token. */
  public int runOnFeed(ScriptedServer editorApi, String command, String... args) {
    List<String> all = new ArrayList<>(List.of("--feed", "world"));
    all.addAll(List.of(args));
    return runOn(editorApi, command, all.toArray(String[]::new));
  }

  /** Runs a command through the given editors' API, with the token. */
  public int runOn(ScriptedServer editorApi, String command, String... args) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(args));
    all.addAll(List.of("--desk", editorApi.url(), "--token-file", token.toString()));
    return run(all.toArray(String[]::new));
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }
}
