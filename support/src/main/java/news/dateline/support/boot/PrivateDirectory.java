package news.dateline.support.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other users of the machine out of a directory. Its files hold what is not public: items
 * under embargo, feeds for partners, retracted text that waits for its erasure.
 */
public final class PrivateDirectory {
  private static final Logger log = LoggerFactory.getLogger(PrivateDirectory.class);
  private static final String OWNER_ONLY = "rwx------";

  private PrivateDirectory() {}

  /**
   * Creates the directory if it is missing and gives it the mode 0700, also if it exists. Logs a
   * warning if the mode cannot be changed.
   *
   * @throws IOException if the directory is missing and cannot be created
   */
  public static void create(Path directory) throws IOException {
    Files.createDirectories(directory);
    PosixFileAttributeView view =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    try {
      if (!PosixFilePermissions.toString(view.readAttributes().permissions()).equals(OWNER_ONLY)) {
        view.setPermissions(PosixFilePermissions.fromString(OWNER_ONLY));
      }
    } catch (IOException e) {
      log.warn("Other users of this machine may be able to read {}: {}", directory, e.toString());
    }
  }
}
