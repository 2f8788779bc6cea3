package news.dateline.support.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostNameTests {
  @TempDir private Path directory;

  @Test
  void aHostThatDoesNotKnowItsAddressHasTheNameOfTheVariableOrOfTheFile() throws IOException {
    Path file = Files.writeString(directory.resolve("hostname"), "of-the-file\n");
    Path missing = directory.resolve("missing");

    assertThat(HostName.find(() -> Optional.of("resolved"), "variable", file)).hasValue("resolved");
    assertThat(HostName.find(Optional::empty, "variable", file)).hasValue("variable");
    assertThat(HostName.find(Optional::empty, null, file)).hasValue("of-the-file");
    assertThat(HostName.find(Optional::empty, "", missing)).isEmpty();
  }
}
