package news.dateline.standalone;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a run tells of itself: health, log, files. */
class HealthIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Test
  void healthShowsTheReasonsOfEachApplicationAndTheHeap() throws Exception {
    JsonNode components = components(DatelineProcess.shared());

    assertThat(
            components.at("/consumer-readiness/details/feedProcessing/details/topology").asString())
        .isEqualTo("RUNNING");
    assertThat(components.at("/producer-readiness/details/topics/details/caughtUp").asBoolean())
        .isTrue();
    assertThat(components.at("/feed-api-readiness/details/topics/details/caughtUp").asBoolean())
        .isTrue();
    assertThat(components.at("/producer/details/diskSpace/details/free").asLong()).isPositive();
    assertThat(components.at("/heap/status").asString()).isEqualTo("UP");
    assertThat(components.at("/heap/details/max").asLong()).isPositive();
  }

  @Test
  void healthLooksAtTheDiskOfTheDataDirectory() throws Exception {
    DatelineProcess dateline = DatelineProcess.shared();

    JsonNode disk = components(dateline).at("/diskSpace/details");

    assertThat(disk.path("path").asString()).isEqualTo(dateline.data().toString());
    assertThat(disk.path("threshold").asLong()).isEqualTo(512L * 1024 * 1024);
  }

  @Test
  void onlyTheOwnerMayEnterTheDirectoriesOfBrokerAndConsumer(@TempDir Path data) throws Exception {
    Files.createDirectory(
        data.resolve("kafka"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      assertThat(dateline.process().isAlive()).isTrue();
      for (String directory : List.of("kafka", "consumer")) {
        assertThat(Files.getPosixFilePermissions(data.resolve(directory)))
            .as(directory)
            .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "producer", "feed-api"})
  void theAbsenceOfKafkaIsOneLineWithTheCauseAndItsReturnAnother(
      String part, @TempDir Path data, @TempDir Path kafka) throws Exception {
    int port = freePort();
    try (DatelineProcess dateline =
        DatelineProcess.launch(data, "--only", part, "--kafka", "127.0.0.1:" + port)) {
      await()
          .atMost(TIMEOUT)
          .until(
              () -> dateline.lines().stream().anyMatch(line -> line.contains("does not answer")));
      JsonNode reasons = components(dateline);
      assertThat(reasons.at("/" + part + "-readiness/status").asString())
          .isEqualTo("OUT_OF_SERVICE");
      assertThat(reasons.at("/" + part + "-readiness/details").toString())
          .contains("OUT_OF_SERVICE", "details");
      try (InProcessBroker broker =
          InProcessBroker.start(new InProcessBroker.Settings(kafka, "127.0.0.1", port))) {
        await()
            .atMost(TIMEOUT)
            .until(
                () -> dateline.lines().stream().anyMatch(line -> line.contains("answers again")));
        assertThat(broker.bootstrapServers()).endsWith(":" + port);
      }
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  dateline.lines().stream().filter(line -> line.contains("does not answer")).count()
                      == 2);
      assertThat(dateline.lines())
          .filteredOn(
              line ->
                  line.contains(" WARN ") || line.contains(" INFO ") || line.contains(" ERROR "))
          .satisfiesExactly(
              gone ->
                  assertThat(gone)
                      .contains(
                          "Kafka at 127.0.0.1:" + port + " does not answer: Connection refused"),
              back -> assertThat(back).contains("Kafka at 127.0.0.1:" + port + " answers again"),
              again ->
                  assertThat(again)
                      .contains(
                          "Kafka at 127.0.0.1:" + port + " does not answer: Connection refused"));
    }
  }

  private static JsonNode components(DatelineProcess dateline) throws Exception {
    await()
        .atMost(TIMEOUT)
        .until(() -> dateline.lines().stream().anyMatch(line -> line.contains("health  http")));
    return Json.mapper().readTree(dateline.health("").body()).path("components");
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
