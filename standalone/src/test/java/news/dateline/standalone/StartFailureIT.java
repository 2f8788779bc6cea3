package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose consumer cannot start says why in one line and ends with status 1. */
class StartFailureIT {
  @Test
  void aConsumerDirectoryThatCannotBeWrittenIsNamed(@TempDir Path data) throws Exception {
    Path consumer = Files.writeString(data.resolve("consumer"), "a file");

    assertOneLine(DatelineProcess.launch(data), consumer.toString());
  }

  @Test
  void anInstanceNameThatKafkaRejectsIsNamed(@TempDir Path data) throws Exception {
    assertOneLine(DatelineProcess.launch(data, "--instance", "a b"), "'a b'", "--instance");
  }

  @Test
  void aHostOfKafkaThatIsUnknownIsNamed(@TempDir Path data) throws Exception {
    assertOneLine(
        DatelineProcess.launch(data, "--kafka", "nowhere.invalid:9092"),
        "nowhere.invalid",
        "--kafka");
  }

  private static void assertOneLine(DatelineProcess dateline, String... named) throws Exception {
    try (dateline) {
      assertThat(dateline.exitCode()).isEqualTo(1);
      assertThat(dateline.lines()).singleElement().asString().contains(named);
    }
  }
}
