package news.dateline.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command as a shell would and keeps what it prints. */
final class Shell {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path token;

  Shell(Path directory) {
    token = directory.resolve("editor-token");
    try {
      Files.writeString(token, "s3cret\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int run(String... args) {
    return Dateline.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  /** Runs a command of the desk, with the feed {@code world} and a token. */
  int runAt(ScriptedServer desk, String command, String... args) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(command, "--feed", "world", "--desk", desk.url()));
    all.addAll(List.of("--token-file", token.toString()));
    all.addAll(List.of(args));
    return run(all.toArray(String[]::new));
  }

  /** Runs a command that is about no feed, with a token. */
  int runAtDesk(ScriptedServer desk, String command, String... args) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(args));
    all.addAll(List.of("--desk", desk.url(), "--token-file", token.toString()));
    return run(all.toArray(String[]::new));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
