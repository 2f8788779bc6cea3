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
 * A small disk for the data of a service: a tmpfs in a mount namespace of its own, which ends with
 * this JVM. Needs root, or a kernel that lets users create namespaces.
 */
record SmallDisk(JavaProcess holder, Path directory) implements AutoCloseable {
  private static final int SIZE_MB = 400;
  private static final String MOUNTED = "mounted";
  private static final String MOUNT =
      "mount -t tmpfs -o size=" + SIZE_MB + "m tmpfs \"$0\" && echo " + MOUNTED + " && exec cat";

  /** Mounts the disk at a directory, where only the services see it that are started on it. */
  static SmallDisk mount(Path directory) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!isRoot()) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("sh", "-c"));
    if (System.getenv("CI") == null) {
      assumeThat(exitCode(command, "mount -t tmpfs tmpfs /mnt")).as("a mount").isZero();
    }
    command.addAll(List.of(MOUNT, directory.toString()));
    JavaProcess holder = JavaProcess.start(new ProcessBuilder(command));
    holder.awaitLine(MOUNTED);
    return new SmallDisk(holder, directory);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Starts a service with its data on the disk, and returns when it is ready. */
  DatelineProcess start(String... jvmFlags) {
    List<String> command = new ArrayList<>(List.of("nsenter", "--target", "" + holder.pid()));
    if (!isRoot()) {
      command.addAll(List.of("--user", "--preserve-credentials"));
    }
    command.addAll(List.of("--mount", "--wd=" + Path.of("").toAbsolutePath()));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m"));
    command.addAll(DatelineProcess.run(List.of(jvmFlags), directory.resolve("data")));
    JavaProcess process = JavaProcess.start(new ProcessBuilder(command));
    return new DatelineProcess(process, seen().resolve("data")).awaitReady();
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
    return seen().toFile().getUsableSpace();
  }

  private Path ballast() {
    return seen().resolve("ballast");
  }

  /** The directory as other processes see it. */
  private Path seen() {
    return Path.of("/proc/" + holder.pid() + "/root" + directory);
  }

  @Override
  public void close() {
    holder.close();
  }
}
