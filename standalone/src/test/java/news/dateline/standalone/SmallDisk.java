package news.dateline.standalone;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.testsupport.JavaProcess;

/**
 * A service whose data are on a small disk of their own: a tmpfs that is mounted in a mount
 * namespace of the process, which ends with it. Needs root, or a kernel that lets users create
 * namespaces.
 */
record SmallDisk(DatelineProcess dateline) implements AutoCloseable {
  private static final int SIZE_MB = 400;
  private static final String MOUNT =
      "mount -t tmpfs -o size=" + SIZE_MB + "m tmpfs \"$0\" && exec \"$@\"";

  /** Starts the service and returns when it is ready. */
  static SmallDisk start(Path directory, String... jvmFlags) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("sh", "-c", MOUNT, directory.toString()));
    if (System.getenv("CI") == null) {
      assumeThat(exitCode(command, "true")).as("a mount namespace").isZero();
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m"));
    command.addAll(DatelineProcess.run(List.of(jvmFlags), directory.resolve("data")));
    JavaProcess process = JavaProcess.start(new ProcessBuilder(command));
    Path seen = Path.of("/proc/" + process.pid() + "/root" + directory);
    return new SmallDisk(new DatelineProcess(process, seen.resolve("data")).awaitReady());
  }

  /** Returns the exit code of the command; −1 if there is no such program on this system. */
  private static int exitCode(List<String> prefix, String command) {
    try {
      return new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of(command)).toList())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file until so many bytes are free. */
  void leaveFree(long bytes) {
    Path ballast = ballast();
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (free() > bytes) {
        out.write(block);
      }
    } catch (IOException e) {
      // the disk is full
    }
  }

  void removeBallast() throws IOException {
    Files.delete(ballast());
  }

  private long free() {
    return dateline.data().toFile().getUsableSpace();
  }

  private Path ballast() {
    return dateline.data().resolveSibling("ballast");
  }

  @Override
  public void close() {
    dateline.close();
  }
}
