package news.dateline.testbed.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import news.dateline.cli.terminal.CommandFailedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server that a script of {@code testbed/peers} starts. {@code script PORT DIRECTORY FEEDS}
 * becomes the server. It may write to the directory: {@code starting}, which exists until the
 * server is ready; {@code pipeline}, the pids of processes that are not measured; {@code load}, the
 * flags of {@code ./dateline load}, one per line, if the server has no {@code /pub} and {@code
 * /sub}. {@code script --version FEEDS} prints what the server is, or fails and prints what is
 * missing.
 *
 * @param subscribers their number; null for that of the other contenders
 * @param rounds the JSON reports of {@code ./dateline load}, with {@code pipelineCpu}: the
 *     milliseconds of CPU per change before the server, 0 if there is nothing before it
 */
record Contender(
    Path script, int feeds, @Nullable String subscribers, String version, List<JsonNode> rounds) {
  /**
   * The contender of a name such as {@code nchan}, or {@code nchan:200} with its own number of
   * subscribers.
   *
   * @throws CommandFailedException if the server cannot run on this machine
   */
  static Contender of(Path peers, String text, int feeds) {
    String[] parts = text.split(":", 2);
    Path script = peers.resolve(parts[0]);
    String subscribers = parts.length == 1 ? null : parts[1];
    return new Contender(script, feeds, subscribers, version(script, feeds), new ArrayList<>());
  }

  private static String version(Path script, int feeds) {
    try {
      Process process =
          new ProcessBuilder(script.toString(), "--version", Integer.toString(feeds))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.onExit().join().exitValue() != 0) {
        throw CommandFailedException.unreachable(output);
      }
      return output;
    } catch (IOException e) {
      throw CommandFailedException.unreachable("cannot be run: " + e.getMessage());
    }
  }

  String name() {
    return script.getFileName().toString();
  }

  /** The median over the rounds of a number of the report, such as {@code /delivered/p50}. */
  double median(String pointer) {
    double[] sorted = values(pointer).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  DoubleStream values(String pointer) {
    return rounds.stream().mapToDouble(round -> round.at(pointer).asDouble(0));
  }

  long wrongDeliveries() {
    return (long) Stream.of("/missing", "/doubled", "/astray").flatMapToDouble(this::values).sum();
  }
}
