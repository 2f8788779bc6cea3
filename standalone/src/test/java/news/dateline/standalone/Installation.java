package news.dateline.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.testsupport.JavaProcess;

/**
 * Dateline in every form that listens on a port: one process with everything in it, and on its
 * Kafka each service as an executable jar, as in a container. Connections have short deadlines.
 */
final class Installation {
  /** The deadlines of headers, of the next request and of a body. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  private static final List<String> DEADLINES =
      List.of(
          "-Ddateline.request-timeout=" + DEADLINE.toMillis() + "ms",
          "-Ddateline.idle-timeout=" + DEADLINE.toMillis() + "ms",
          "-Ddateline.body-timeout=" + DEADLINE.toMillis() + "ms");
  private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");
  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

  private final Path data;
  private final DatelineProcess standalone;
  private final Map<String, JavaProcess> services = new TreeMap<>();

  private static final class Shared {
    static final Installation INSTANCE = new Installation();
  }

  /** Returns the installation that tests share. It ends with the JVM. */
  static Installation shared() {
    return Shared.INSTANCE;
  }

  private Installation() {
    try {
      data = Files.createTempDirectory("dateline-installation");
      standalone = DatelineProcess.start(DEADLINES, data);
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-installation"));
      for (String service : List.of("consumer", "producer", "feed-api")) {
        services.put(service, start(service, data.resolve(service)));
      }
      services.values().forEach(Installation::awaitPorts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JavaProcess start(String service, Path data) throws IOException {
    Files.createDirectories(data);
    List<String> arguments = new ArrayList<>(DEADLINES);
    arguments.addAll(List.of("-jar", bootJar(service).toString()));
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + standalone.printed("Kafka"),
            "--dateline.desk.token-file=" + data.resolve("editor-token"),
            "--dateline.consumer.replication-factor=1",
            "--dateline.consumer.instance=" + service,
            "--dateline.consumer.state-dir=" + data.resolve("state")));
    if (!service.equals("consumer")) {
      arguments.add("--management.server.port=0");
    }
    return JavaProcess.start(arguments);
  }

  /** The executable jar of a service. */
  static Path bootJar(String service) {
    return Path.of("../" + service + "/target/dateline-" + service + "-1.0.0-SNAPSHOT-boot.jar");
  }

  private static void awaitPorts(JavaProcess service) {
    await()
        .atMost(START_TIMEOUT)
        .until(() -> service.lines().stream().anyMatch(line -> line.contains(" Started ")));
  }

  /** Every HTTP port of the installation, by its name. */
  Map<String, Integer> ports() {
    Map<String, Integer> ports = new TreeMap<>();
    for (String word : List.of("page", "desk", "health")) {
      ports.put(
          "standalone " + word,
          Integer.valueOf(standalone.printed(word).replaceAll(".*:(\\d+)/.*", "$1")));
    }
    services.forEach(
        (service, process) -> {
          List<Integer> found = portsOf(process);
          ports.put(service, found.get(0));
          if (found.size() > 1) {
            ports.put(service + " health", found.get(1));
          }
        });
    return ports;
  }

  /** A client of each editors' API, with the token of its token file. */
  List<EditorApiClient> desks() throws IOException {
    EditorApiClient first = EditorApiClient.of(standalone);
    String token = Files.readString(data.resolve("producer/editor-token")).strip();
    String desk = "http://127.0.0.1:" + portsOf(services.get("producer")).get(0);
    return List.of(first, new EditorApiClient(first.http(), desk, first.page(), token));
  }

  private static List<Integer> portsOf(JavaProcess service) {
    return service.lines().stream()
        .map(PORT::matcher)
        .filter(Matcher::find)
        .map(match -> Integer.valueOf(match.group(1)))
        .toList();
  }

  /** Everything that the processes have printed so far, by their name. */
  Map<String, String> logs() {
    Map<String, String> logs = new TreeMap<>();
    logs.put("standalone", String.join("\n", standalone.lines()));
    services.forEach((service, process) -> logs.put(service, String.join("\n", process.lines())));
    return logs;
  }

  private void stop() {
    services.values().forEach(JavaProcess::close);
    standalone.close();
  }
}
