package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.Json;
import news.dateline.testsupport.JavaProcess;
import tools.jackson.databind.JsonNode;

/** One {@code ./dateline run} or {@code rebuild} in a process of its own. */
record DatelineProcess(JavaProcess process, Path data) implements AutoCloseable {
  /** For a consumer on a single broker that is not in its process. */
  static final String ONE_COPY = "-Ddateline.consumer.replication-factor=1";

  private static final String JAR = "target/dateline-standalone.jar";
  private static final String[] FREE_PORTS = {
    "--feed-port", "0", "--desk-port", "0", "--kafka-port", "0", "--management-port", "0"
  };

  /** Holds the service that tests share which neither stop it nor need data of their own. */
  private static final class Shared {
    static final DatelineProcess INSTANCE = startShared();
  }

  /**
   * Returns the service that this JVM's tests share. It was started with {@code --demo} and ends
   * with the JVM; each test has feeds of its own.
   */
  static DatelineProcess shared() {
    return Shared.INSTANCE;
  }

  private static DatelineProcess startShared() {
    try {
      DatelineProcess shared = start(Files.createTempDirectory("dateline-shared"), "--demo");
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-shared-dateline"));
      return shared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the service on free ports and returns at once. */
  static DatelineProcess launch(Path data, String... flags) {
    return launch(List.of(), data, flags);
  }

  static DatelineProcess launch(List<String> jvmFlags, Path data, String... flags) {
    return new DatelineProcess(JavaProcess.start(run(jvmFlags, data, flags)), data);
  }

  /** Starts the service with these variables, and returns when it is ready. */
  static DatelineProcess start(Map<String, String> variables, Path data, String... flags) {
    return new DatelineProcess(JavaProcess.start(variables, run(List.of(), data, flags)), data)
        .awaitReady();
  }

  static DatelineProcess rebuild(Path data) {
    return rebuild(List.of(), data);
  }

  static DatelineProcess rebuild(List<String> jvmFlags, Path data, String... flags) {
    return rebuild(Map.of(), jvmFlags, data, flags);
  }

  static DatelineProcess rebuild(
      Map<String, String> variables, List<String> jvmFlags, Path data, String... flags) {
    List<String> arguments = new ArrayList<>(jvmFlags);
    arguments.addAll(List.of("-jar", JAR, "rebuild", "--data", data.toString()));
    arguments.addAll(List.of(flags));
    return new DatelineProcess(JavaProcess.start(variables, arguments), data);
  }

  /** The arguments of a JVM that runs the service on free ports. */
  static List<String> run(List<String> jvmFlags, Path data, String... flags) {
    List<String> arguments = new ArrayList<>(jvmFlags);
    arguments.addAll(List.of("-jar", JAR, "run", "--data", data.toString()));
    arguments.addAll(List.of(FREE_PORTS));
    arguments.addAll(List.of(flags));
    return arguments;
  }

  /** Starts the service on free ports and returns when it is ready. */
  static DatelineProcess start(Path data, String... flags) {
    return start(List.of(), data, flags);
  }

  static DatelineProcess start(List<String> jvmFlags, Path data, String... flags) {
    return launch(jvmFlags, data, flags).awaitReady();
  }

  /** Starts the service with these ports of the page and the desk, and returns when it is ready. */
  static DatelineProcess startOn(List<String> ports, Path data) {
    List<String> command = new ArrayList<>(List.of("-jar", JAR, "run", "--data", data.toString()));
    command.addAll(List.of("--feed-port", ports.get(0), "--desk-port", ports.get(1)));
    command.addAll(List.of("--kafka-port", "0", "--management-port", "0"));
    return new DatelineProcess(JavaProcess.start(command), data).awaitReady();
  }

  /** Returns ports that were free a moment ago. */
  static List<String> freePorts(int count) throws IOException {
    List<String> ports = new ArrayList<>();
    while (ports.size() < count) {
      try (ServerSocket socket = new ServerSocket(0)) {
        ports.add(String.valueOf(socket.getLocalPort()));
      }
    }
    return ports;
  }

  DatelineProcess awaitReady() {
    process.awaitLine("Dateline is ready");
    return this;
  }

  /** The address that the service has printed after this word. */
  String printed(String word) {
    Pattern line = Pattern.compile("\\s*" + word + "\\s+(\\S+).*");
    return lines().stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow();
  }

  String page() {
    return printed("page").replaceAll("/$", "");
  }

  String desk() {
    return printed("desk").replaceAll("/$", "");
  }

  /** The metrics of the management port, in Prometheus' text format. */
  String metrics() throws IOException {
    URI metrics = URI.create(printed("health").replaceAll("health$", "prometheus"));
    try (InputStream text = metrics.toURL().openStream()) {
      return new String(text.readAllBytes(), UTF_8);
    }
  }

  /** The answer of a probe, such as {@code readiness}, or of health as a whole. */
  HttpResponse<String> health(String probe) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(printed("health") + "/" + probe)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** The components of the run's health. */
  JsonNode components() throws IOException, InterruptedException {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> lines().stream().anyMatch(line -> line.contains("health  http")));
    return Json.mapper().readTree(health("").body()).path("components");
  }

  List<String> lines() {
    return process.lines();
  }

  void kill() {
    process.kill();
  }

  boolean stopsWithin(Duration time) throws InterruptedException {
    return process.stopsWithin(time);
  }

  int exitCode() throws InterruptedException {
    return process.exitCode();
  }

  @Override
  public void close() {
    process.close();
  }
}
