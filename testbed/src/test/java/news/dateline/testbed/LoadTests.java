package news.dateline.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import news.dateline.client.Shell;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LoadTests extends LoadFixture {
  private final Shell shell = new Shell(Testbed::run);

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
  void reportsTheFirstFiveSecondsOfTheWarmUpApart() {
    String self = Long.toString(ProcessHandle.current().pid());

    assertThat(loadAfter(1_000, "--server-pid", self, "--json")).isZero();

    JsonNode cold = Json.mapper().readTree(shell.out()).path("cold");
    assertThat(cold.path("delivered").path("max").asDouble()).isPositive();
    assertThat(cold.path("cpuPerDelivery").asDouble()).isNotNegative();
  }

  @Test
  void aStallInTheFirstFiveSecondsIsNotAmongTheMeasuredLatencies() {
    fault = Fault.STALLED;

    assertThat(loadAfter(1_000, "--json")).isZero();

    JsonNode report = Json.mapper().readTree(shell.out());
    assertThat(report.at("/cold/delivered/max").asDouble()).isGreaterThanOrEqualTo(400);
    assertThat(report.at("/delivered/p50").asDouble())
        .isLessThan(report.at("/cold/delivered/max").asDouble());
  }

  @Test
  void reportsNoFirstSecondsAfterAShorterWarmUp() {
    assertThat(loadAfter(999, "--json")).isZero();

    assertThat(Json.mapper().readTree(shell.out()).at("/cold/delivered").isMissingNode()).isTrue();
  }

  @Test
  void showsAStallOfTheServiceInThePercentilesOfAllPublishesThatWereDueMeanwhile() {
    fault = Fault.STALLED;

    assertThat(load("--json")).isZero();

    // 20 are measured, one each 5 ms; the service stalls at the sixth for 400 ms, so that the
    // other 14 wait for at least 300 ms; from sent to received none of those would look slow
    JsonNode report = Json.mapper().readTree(shell.out());
    for (String latency : List.of("acknowledged", "delivered")) {
      assertThat(report.path(latency).path("p50").asDouble()).isBetween(300.0, 5_000.0);
      assertThat(report.path(latency).path("max").asDouble()).isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  void printsATable() {
    assertThat(load("--pairs")).isZero();

    assertThat(shell.out().lines().toList())
        .hasSize(7)
        .startsWith(
            "20 publishes at 200/s, in pairs 4 ms apart, after 5 to warm up; subscribers: 1")
        .contains(
            "refused 0, missing 0, doubled 0, astray 0, out of order 0 (warm-up included); reconnects 0");
  }

  @Test
  void measuresTheNamedServerProcesses() {
    String self = Long.toString(ProcessHandle.current().pid());

    assertThat(load("--json", "--server-pid", self)).isZero();
    JsonNode server = Json.mapper().readTree(shell.out()).path("server");
    assertThat(server.path("resident").asLong()).isPositive();
    assertThat(server.path("cpuPerDelivery").asDouble()).isNotNegative();
    assertThat(load("--server-pid", "0")).isEqualTo(2);
    assertThat(shell.err()).endsWith("--server-pid: /proc/0/stat cannot be read\n");
  }

  @Test
  void countsTheDirectBuffersOfTheConnections() {
    String metrics = dateline.url() + "/metrics";
    String self = Long.toString(ProcessHandle.current().pid());

    assertThat(load("--json", "--server-pid", self, "--metrics", metrics)).isZero();
    JsonNode server = Json.mapper().readTree(shell.out()).path("server");
    assertThat(server.path("directPerConnection").asDouble()).isEqualTo(3);

    String page = dateline.url() + "/nothing";
    assertThat(load("--server-pid", self, "--metrics", page)).isEqualTo(2);
    assertThat(shell.err()).endsWith("--metrics: " + page + " has no metric of direct buffers\n");
  }

  @Test
  void refusesToMeasureMemoryWithoutAProcess() {
    assertThat(load("--metrics", dateline.url())).isEqualTo(2);
    assertThat(shell.err()).startsWith("--metrics needs --server-pid\n");
    assertThat(dateline.requests()).isEmpty();
  }

  @Test
  void expectsNothingOfSubscribersThatStopReading() {
    assertThat(load("--subscribers", "3", "--stalled", "1", "--size", "4000", "--json")).isZero();

    JsonNode report = Json.mapper().readTree(shell.out());
    assertThat(report.path("missing").asInt()).isZero();
    assertThat(report.path("deliveries").asInt()).isBetween(50, 75);
  }

  @Test
  void reconnectsAllAtOnceAndCountsWhatTheyMissed() {
    assertThat(load("--subscribers", "2", "--rehearsals", "1", "--behind", "3", "--json")).isZero();

    JsonNode report = Json.mapper().readTree(shell.out());
    assertThat(report.path("reconnect").path("behind").asInt()).isEqualTo(3);
    assertThat(report.path("deliveries").asInt()).isEqualTo(2 * (5 + 20 + 3));
    assertThat(report.path("missing").asInt()).isZero();
  }

  @Test
  void measuresTheFirstFiveSecondsOfAServiceThatWasStartedAgain() {
    String self = Long.toString(ProcessHandle.current().pid());

    String[] flags = {"--subscribers", "2", "--behind", "3", "--restart", "echo " + self, "--json"};

    assertThat(load(flags)).isZero();

    JsonNode report = Json.mapper().readTree(shell.out());
    assertThat(report.path("deliveries").asInt()).isEqualTo(2 * (5 + 20 + 3 + 5 * 200));
    assertThat(report.path("doubled").asInt()).isZero();
    assertThat(report.at("/cold/delivered/max").asDouble()).isPositive();
    assertThat(report.at("/cold/connectRate").asDouble()).isPositive();
    assertThat(report.at("/cold/cpuPerDelivery").asDouble()).isPositive();
    assertThat(load("--restart", "echo nothing")).isEqualTo(2);
    assertThat(shell.err()).contains("--restart printed no pid");
  }

  @Test
  void printsTheColdSecondsInLinesOfTheirOwn() {
    String self = Long.toString(ProcessHandle.current().pid());

    assertThat(load("--server-pid", self, "--restart", "echo " + self)).isZero();

    assertThat(shell.out().lines())
        .anyMatch(line -> line.matches("in the first five seconds( +[0-9.]+){5}"))
        .anyMatch(
            line ->
                line.matches(
                    "first five seconds, with the connects at [0-9]+/s: [0-9.]+ µs CPU a delivery"));
  }

  @Test
  void alternatesSubscribersAndItemsAmongFeeds() {
    assertThat(load("--subscribers", "3", "--feeds", "2", "--json")).isZero();

    JsonNode report = Json.mapper().readTree(shell.out());
    // the even 13 of 25 go to two subscribers, the odd 12 to one
    assertThat(report.path("deliveries").asInt()).isEqualTo(2 * 13 + 12);
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
            "refused 0, missing 1, doubled 0, astray 0, out of order 0 (warm-up included); reconnects 0",
            "refused 0, missing 0, doubled 1, astray 0, out of order 0 (warm-up included); reconnects 0",
            "refused 0, missing 0, doubled 0, astray 0, out of order 1 (warm-up included); reconnects 0",
            "refused 1, missing 0, doubled 0, astray 0, out of order 0 (warm-up included); reconnects 0");
  }

  @Test
  void countsWhatComesToSubscribersOfAnotherFeed() {
    fault = Fault.ASTRAY;

    assertThat(load("--subscribers", "2", "--feeds", "2")).isEqualTo(1);

    assertThat(shell.out()).contains("missing 0, doubled 0, astray 1, out of order 0");
  }

  @Test
  void thePublishesEndWithTheProcessDuringWhichTheyAreMeasured() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();

    assertThat(load("--during", Long.toString(ended.pid()))).isZero();

    assertThat(shell.out()).contains("refused 0, missing 0,");
    assertThat(seq).isEqualTo(1);
  }

  private int load(String... args) {
    return loadAfter(5, args);
  }

  private int loadAfter(int warmUp, String... args) {
    List<String> all = new ArrayList<>(List.of("--url", dateline.url(), "--publishes", "20"));
    all.addAll(List.of("--rate", "200", "--warm-up", Integer.toString(warmUp)));
    all.addAll(List.of(args));
    return shell.runOnFeed(dateline, "load", all.toArray(String[]::new));
  }
}
