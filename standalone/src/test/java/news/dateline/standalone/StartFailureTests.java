package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a person reads of a file that keeps a run from starting. */
class StartFailureTests {
  private static final String FILE = "/srv/data/kafka";

  @Test
  void aFileThatCannotBeUsedIsNamedWithTheReason() {
    assertThat(StartFailure.inOneLine(failure(new AccessDeniedException(FILE))))
        .isEqualTo("cannot use /srv/data/kafka: permission denied");
    assertThat(
            StartFailure.inOneLine(
                failure(new FileSystemException(FILE, null, "Read-only file system"))))
        .isEqualTo("cannot use /srv/data/kafka: Read-only file system");
  }

  @Test
  void aPathOfTheDataIsNamedWithTheFlagAndTheReason() {
    assertThat(unusable(new AccessDeniedException(FILE)))
        .isEqualTo("cannot use /srv/data/kafka (--data): permission denied");
    assertThat(unusable(new IOException("No locks available")))
        .isEqualTo("cannot use /srv/data/kafka (--data): No locks available");
    assertThat(unusable(new FileAlreadyExistsException(FILE)))
        .isEqualTo("cannot use /srv/data/kafka as a directory (--data)");
  }

  private static String unusable(IOException problem) {
    return StartFailure.inOneLine(StartFailure.unusable(Path.of(FILE), problem));
  }

  private static Throwable failure(IOException problem) {
    return new IllegalStateException("The broker cannot start", problem);
  }
}
