package news.dateline.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LoadTests {
  @TempDir private Path directory;
  private final ScriptedServer dateline = new ScriptedServer();
  private final List<HttpExchange> readers = new ArrayList<>();
  private long seq;
  private Fault fault = Fault.NONE;
  private Shell shell;

  /** What happens to the item with number 3. */
  private enum Fault {
    NONE,
    LOST,
    DOUBLED,
    RENUMBERED,
    REFUSED
  }

  @BeforeEach
  void begin() {
    shell = new Shell(directory);
    dateline.otherwise(this::answer);
  }

  @AfterEach
  void stop() {
    dateline.close();
  }

  @Test
  void measuresFromTheInstantEachPublishWasDue() {
    assertThat(load("--subscribers", "2", "--json")).isZero();

    JsonNode report = Json.mapper().readTree(shell.out());
    assertThat(report.path("subscribers").asInt()).isEqualTo(2);
    assertThat(report.path("schedule").path("publishes").asInt()).isEqualTo(20);
    assertThat(report.path("delivered").path("p50").asDouble()).isPositive();
    assertThat(report.path("delivered").path("max").asDouble())
        .isGreaterThanOrEqualTo(report.path("delivered").path("p99").asDouble());
    assertThat(report.path("missing").asInt()).isZero();
    // one to begin with, 5 to warm up, 20 measured
    assertThat(seq).isEqualTo(26);
  }

  @Test
  void saysInATableWhatItCounted() {
    assertThat(load("--pairs")).isZero();

    assertThat(shell.out().lines().toList())
        .hasSize(7)
        .startsWith(
            "20 publishes at 200/s, in pairs 4 ms apart, after 5 to warm up; subscribers: 1")
        .contains(
            "refused 0, missing 0, doubled 0, out of order 0 (warm-up included); reconnects 0");
  }

  @Test
  void measuresTheServersThatAreNamed() {
    String self = Long.toString(ProcessHandle.current().pid());

    assertThat(load("--json", "--server-pid", self)).isZero();
    JsonNode server = Json.mapper().readTree(shell.out()).path("server");
    assertThat(server.path("resident").asLong()).isPositive();
    assertThat(server.path("cpuPerDelivery").asDouble()).isNotNegative();
    assertThat(load("--server-pid", "0")).isEqualTo(2);
    assertThat(shell.err()).endsWith("--server-pid: /proc/0/stat cannot be read\n");
  }

  @Test
  void expectsNothingOfReadersThatStopReading() {
    assertThat(load("--subscribers", "3", "--stalled", "1", "--size", "4000", "--json")).isZero();

    JsonNode report = Json.mapper().readTree(shell.out());
    assertThat(report.path("missing").asInt()).isZero();
    assertThat(report.path("deliveries").asInt()).isBetween(50, 75);
  }

  @Test
  void opensAFeedThatIsNotThere() {
    dateline.thenSays(404, "{\"title\":\"There is no such feed\"}").thenSays(201, "{}");

    assertThat(load()).isZero();
    assertThat(dateline.requests().get(1).method()).isEqualTo("PUT");
  }

  @Test
  void countsWhatGoesWrong() {
    for (Fault each : List.of(Fault.LOST, Fault.DOUBLED, Fault.RENUMBERED, Fault.REFUSED)) {
      fault = each;
      assertThat(load("--wait", "1")).isEqualTo(1);
    }

    assertThat(shell.out().lines().filter(line -> line.startsWith("refused")))
        .containsExactly(
            "refused 0, missing 1, doubled 0, out of order 0 (warm-up included); reconnects 0",
            "refused 0, missing 0, doubled 1, out of order 0 (warm-up included); reconnects 0",
            "refused 0, missing 0, doubled 0, out of order 1 (warm-up included); reconnects 0",
            "refused 1, missing 0, doubled 0, out of order 0 (warm-up included); reconnects 0");
  }

  private int load(String... args) {
    List<String> all =
        new ArrayList<>(List.of("--url", dateline.url(), "--publishes", "20", "--warm-up", "5"));
    all.addAll(List.of("--rate", "200"));
    all.addAll(List.of(args));
    return shell.runAt(dateline, "load", all.toArray(String[]::new));
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().endsWith("/stream")) {
      ScriptedServer.begin(exchange, "id: k3f9-" + seq + "\nevent: at\ndata: {}\n\n");
      readers.add(exchange);
      return;
    }
    String id = Json.mapper().readTree(exchange.getRequestBody()).path("id").asString();
    Fault now = id.endsWith("-3") ? fault : Fault.NONE;
    ScriptedServer.say(exchange, now == Fault.REFUSED ? 503 : 202, "{}");
    if (now == Fault.REFUSED) {
      return;
    }
    seq++;
    if (now == Fault.LOST) {
      return;
    }
    send(id, now == Fault.RENUMBERED ? 1 : seq);
    if (now == Fault.DOUBLED) {
      send(id, seq);
    }
  }

  private void send(String id, long number) throws IOException {
    String frame =
        "id: k3f9-%d\nevent: item\ndata: {\"change\":\"published\",\"id\":\"%s\",\"seq\":%d}\n\n";
    for (HttpExchange reader : readers) {
      try {
        reader.getResponseBody().write(frame.formatted(number, id, number).getBytes(UTF_8));
        reader.getResponseBody().flush();
      } catch (IOException e) {
        // a reader of an earlier run
      }
    }
  }
}
