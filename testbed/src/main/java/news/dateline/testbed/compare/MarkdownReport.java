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

/**
 * The comparison as a section of a Markdown page.
 *
 * @param command the command that repeats the comparison
 * @param method how it was made
 * @param absent why a contender was left out, by its name
 */
record MarkdownReport(
    String command, String method, List<Contender> contenders, Map<String, String> absent) {
  private static final String BEGIN = "<!-- ./dateline compare writes from here … -->";
  private static final String END = "<!-- … to here -->";
  private static final String CPU = "/server/cpuPerDelivery";
  private static final String PIPELINE_CPU = "/pipelineCpu";

  /**
   * Writes the report to a file: between the markers if the file has them, else as its whole
   * content.
   *
   * @throws IOException if the file cannot be read or written
   */
  void writeTo(Path file) throws IOException {
    String text = String.join("\n", lines()) + "\n";
    String before = Files.exists(file) ? Files.readString(file) : "";
    int begin = before.indexOf(BEGIN);
    int end = before.indexOf(END);
    boolean marked = begin >= 0 && end > begin;
    Files.writeString(
        file,
        marked
            ? before.substring(0, begin + BEGIN.length()) + "\n" + text + before.substring(end)
            : text);
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
    lines.add(
        "| | subscribers | µs CPU per delivery (lowest – highest) | × nchan | × floor | p50 ms | p99 ms | p999 ms"
            + " | first five seconds: µs CPU per delivery | p99 ms"
            + " | KB resident per connection | connects/s | missing, doubled or astray |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    contenders.stream().map(this::row).forEach(lines::add);
    lines.add("");
    for (Contender each : contenders) {
      lines.add("- `" + each.name() + "`: " + each.version());
    }
    absent.forEach((name, reason) -> lines.add("- `" + name + "` is not in it: " + reason));
    contenders.stream()
        .filter(each -> each.median(PIPELINE_CPU) > 0)
        .map(
            each ->
                "- before the streams, a change of `%s` costs %.1f ms of CPU, Kafka included"
                    .formatted(each.name(), each.median(PIPELINE_CPU)))
        .forEach(lines::add);
    return lines;
  }

  private String row(Contender each) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %d | %.2f (%.2f – %.2f) | %s | %s | %.1f | %.1f | %.1f | %s | %s | %.1f | %.0f | %d |",
        each.name(),
        (int) each.median("/subscribers"),
        each.median(CPU),
        each.values(CPU).min().orElse(0),
        each.values(CPU).max().orElse(0),
        ratio(each, "nchan"),
        ratio(each, "floor"),
        each.median("/delivered/p50"),
        each.median("/delivered/p99"),
        each.median("/delivered/p999"),
        measured("%.2f", each.median("/cold/cpuPerDelivery")),
        measured("%.1f", each.median("/cold/delivered/p99")),
        each.median("/server/residentPerConnection"),
        each.median("/connectRate"),
        each.wrongDeliveries());
  }

  private static String measured(String format, double value) {
    return value > 0 ? String.format(Locale.ROOT, format, value) : "–";
  }

  private String ratio(Contender each, String other) {
    return contenders.stream()
        .filter(one -> one.name().equals(other) && one.median(CPU) > 0)
        .findFirst()
        .map(one -> String.format(Locale.ROOT, "%.2f", each.median(CPU) / one.median(CPU)))
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
