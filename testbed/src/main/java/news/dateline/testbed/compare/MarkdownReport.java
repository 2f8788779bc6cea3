package news.dateline.testbed.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was compared, how, on which machine, and when; a part of a page. */
final class MarkdownReport {
  private static final String BEGIN = "<!-- ./dateline compare writes from here … -->";
  private static final String END = "<!-- … to here -->";

  private final String command;
  private final String method;
  private final List<ContenderResults> peers;
  private final Map<String, String> absent;

  /**
   * A page to be written.
   *
   * @param command what makes it again
   * @param method what was done
   * @param absent why a peer was left out, by its name
   */
  MarkdownReport(
      String command, String method, List<ContenderResults> peers, Map<String, String> absent) {
    this.command = command;
    this.method = method;
    this.peers = peers;
    this.absent = absent;
  }

  /**
   * Writes it into a file: between the marks where it has them, else as all of it.
   *
   * @throws IOException where the file cannot be read or written
   */
  void writeTo(Path file) throws IOException {
    String text = String.join("\n", lines());
    String before = Files.exists(file) ? Files.readString(file) : "";
    int begin = before.indexOf(BEGIN);
    int end = before.indexOf(END);
    Files.writeString(
        file,
        begin >= 0 && end > begin
            ? before.substring(0, begin + BEGIN.length())
                + "\n"
                + text
                + "\n"
                + before.substring(end)
            : text + "\n");
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("## Fan-out compared");
    lines.add("");
    lines.add("Written by `" + command + "`; run it again to replace this part.");
    lines.add(LocalDate.now(ZoneOffset.UTC) + ", " + machine() + ".");
    lines.add("");
    lines.add(method);
    lines.add("");
    lines.addAll(table());
    lines.add("");
    peers.forEach(peer -> lines.add("- `" + peer.name() + "`: " + peer.version()));
    absent.forEach((name, why) -> lines.add("- `" + name + "` is not in it: " + why));
    peers.stream()
        .filter(peer -> !peer.pipeline().isEmpty())
        .forEach(
            peer ->
                lines.add(
                    "- before the streams, a change of `%s` costs %.1f ms of CPU, Kafka included"
                        .formatted(peer.name(), peer.pipelineCpu())));
    return lines;
  }

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | subscribers | µs CPU a delivery (lowest – highest) | × nchan | × floor | p50 ms | p99 ms | p999 ms"
            + " | KB resident a connection | connects/s | missing, doubled or astray |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|---|");
    for (ContenderResults peer : peers) {
      double[] spread = peer.spread();
      lines.add(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %.2f (%.2f – %.2f) | %s | %s | %.1f | %.1f | %.1f | %.1f | %.0f | %d |",
              peer.name(),
              peer.subscribers(),
              peer.cpu(),
              spread[0],
              spread[1],
              ratio(peer, "nchan"),
              ratio(peer, "floor"),
              peer.p50(),
              peer.p99(),
              peer.p999(),
              peer.residentPerConnection(),
              peer.connectRate(),
              peer.wrong()));
    }
    return lines;
  }

  private String ratio(ContenderResults peer, String other) {
    return peers.stream()
        .filter(one -> one.name().equals(other) && one.cpu() > 0)
        .findFirst()
        .map(one -> String.format(Locale.ROOT, "%.2f", peer.cpu() / one.cpu()))
        .orElse("–");
  }

  private static String machine() {
    String model = field("/proc/cpuinfo", "model name").map(name -> name + ", ").orElse("");
    long gigabytes =
        field("/proc/meminfo", "MemTotal")
                .map(text -> Long.parseLong(text.replaceAll("[^0-9]", "")))
                .orElse(0L)
            / 1_000_000;
    return "%s%d cores shared by server and subscribers, %d GB, %s %s, Java %s"
        .formatted(
            model,
            Runtime.getRuntime().availableProcessors(),
            gigabytes,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Runtime.version());
  }

  private static Optional<String> field(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
