package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TestBroker;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer that cannot run says why in one line and ends with status 1. */
@Tag("docker")
class StartFailureIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final String kafka = TestBroker.shared().bootstrapServers();

  @Test
  void aStateDirectoryThatCannotBeWrittenIsNamed(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("one"), "a file");

    assertOneLine(
        ConsumerProcess.start(kafka, "one", directory),
        directory.resolve("one").toString(),
        "dateline.consumer.state-dir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not allowed", "a:b", "a/b"})
  void anInstanceNameThatKafkaRejectsIsNamed(String instance, @TempDir Path directory)
      throws Exception {
    assertOneLine(
        ConsumerProcess.start(kafka, instance, directory),
        "'" + instance + "'",
        "dateline.consumer.instance");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere.invalid:9092", "nowhere.invalid"})
  void aHostOfKafkaThatIsUnknownIsNamed(String server, @TempDir Path directory) throws Exception {
    assertOneLine(
        ConsumerProcess.start(server, "one", directory), server, "spring.kafka.bootstrap-servers");
  }

  @Test
  void aStateDirectoryInUseIsNamed(@TempDir Path directory) throws Exception {
    Files.createSymbolicLink(directory.resolve("two"), directory.resolve("one"));
    try (JavaProcess first = ConsumerProcess.start(kafka, "one", directory)) {
      await()
          .atMost(TIMEOUT)
          .failFast(() -> !first.isAlive())
          .until(() -> Files.exists(directory.resolve("one/dateline-consumer/.lock")));

      try (JavaProcess second = ConsumerProcess.start(kafka, "two", directory)) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.lines())
            .filteredOn(line -> line.contains("The service stops"))
            .singleElement()
            .asString()
            .contains(directory.resolve("two").toString());
        assertThat(second.lines()).noneMatch(line -> line.startsWith("\tat "));
      }
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void ofTwoConsumersWithOneNameTheFirstIsFencedAndSaysSo(@TempDir Path directory)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
        JavaProcess first = start("first", directory)) {
      StateGenerations generations =
          new StateGenerations(KafkaSettings.of(kafka), admin, directory);
      await()
          .atMost(TIMEOUT)
          .failFast(() -> !first.isAlive())
          .until(() -> generations.isRunning(StateGeneration.first(KafkaNames.UNPREFIXED)));
      try (JavaProcess second = start("second", directory)) {
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.lines())
            .filteredOn(line -> line.contains("The service stops"))
            .singleElement()
            .asString()
            .contains("'same'", "--instance");
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  private JavaProcess start(String stateDir, Path directory) {
    return ConsumerProcess.start(kafka, "same", directory.resolve(stateDir));
  }

  private static void assertOneLine(JavaProcess consumer, String... named) throws Exception {
    try (consumer) {
      assertThat(consumer.exitCode()).isEqualTo(1);
      assertThat(consumer.lines()).singleElement().asString().contains(named);
    }
  }
}
