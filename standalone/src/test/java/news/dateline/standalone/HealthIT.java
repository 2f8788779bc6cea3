package news.dateline.standalone;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The health and the log of a run, and the permissions of its files. */
class HealthIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String GONE = "does not answer";
  private static final String BACK = "answers again";

  @Test
  void healthShowsTheReasonsOfEachApplicationAndTheHeap() throws Exception {
    JsonNode components = DatelineProcess.shared().components();

    assertThat(components.at("/consumer-readiness/details/feedProcessing/details").toString())
        .contains("RUNNING");
    assertThat(components.at("/producer-readiness/details/topics/details").toString())
        .contains("\"caughtUp\":true");
    assertThat(components.at("/feed-api-readiness/details/topics/details").toString())
        .contains("\"caughtUp\":true");
    assertThat(components.at("/producer/details/diskSpace/details/free").asLong()).isPositive();
    assertThat(components.at("/heap/status").asString()).isEqualTo("UP");
    assertThat(components.at("/heap/details/max").asLong()).isPositive();
  }

  @Test
  void healthLooksAtTheDiskOfTheDataDirectory() throws Exception {
    DatelineProcess dateline = DatelineProcess.shared();

    JsonNode disk = dateline.components().at("/diskSpace/details");

    assertThat(disk.path("path").asString()).isEqualTo(dateline.data().toString());
    assertThat(disk.path("threshold").asLong()).isEqualTo(512L * 1024 * 1024);
  }

  @Test
  void onlyTheOwnerMayEnterTheDirectoriesOfBrokerAndConsumer(@TempDir Path data) throws Exception {
    Path kafka = data.resolve("kafka");
    Files.createDirectory(
        kafka, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      assertThat(dateline.process().isAlive()).isTrue();
      assertThat(mode(kafka)).isEqualTo("rwx------");
      assertThat(mode(data.resolve("consumer"))).isEqualTo("rwx------");
    }
  }

  private static String mode(Path directory) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "producer", "feed-api"})
  void theAbsenceOfKafkaIsOneLineWithTheCauseAndItsReturnAnother(
      String part, @TempDir Path data, @TempDir Path kafka) throws Exception {
    int port = freePort();
    String address = "127.0.0.1:" + port;
    try (DatelineProcess dateline =
        DatelineProcess.launch(
            List.of(DatelineProcess.ONE_COPY), data, "--only", part, "--kafka", address)) {
      awaitLines(dateline, GONE, 1);
      JsonNode readiness = dateline.components().path(part + "-readiness");
      assertThat(readiness.path("status").asString()).isEqualTo("OUT_OF_SERVICE");
      assertThat(readiness.path("details").toString()).contains("OUT_OF_SERVICE");
      try (InProcessBroker broker =
          InProcessBroker.start(new InProcessBroker.Settings(kafka, "127.0.0.1", port))) {
        assertThat(broker.bootstrapServers()).isEqualTo(address);
        awaitLines(dateline, BACK, 1);
      }
      awaitLines(dateline, GONE, 2);
      String gone = "Kafka at " + address + " does not answer: Connection refused";
      assertThat(dateline.lines())
          .filteredOn(line -> line.matches(".* (INFO|WARN|ERROR) .*"))
          .satisfiesExactly(
              first -> assertThat(first).contains(gone),
              second -> assertThat(second).contains("Kafka at " + address + " answers again"),
              third -> assertThat(third).contains(gone));
    }
  }

  private static void awaitLines(DatelineProcess dateline, String text, int count) {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> dateline.lines().stream().filter(line -> line.contains(text)).count() == count);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
