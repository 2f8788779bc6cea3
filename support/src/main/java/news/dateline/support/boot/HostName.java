package news.dateline.support.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The name of the host of this process; in a container or pod, the container's or pod's name. */
public final class HostName {
  private HostName() {}

  /**
   * Returns the name of the host. Looks into the variable {@code HOSTNAME} and {@code
   * /etc/hostname} if the host does not know its own address. Empty if none of them has a name.
   */
  public static Optional<String> find() {
    return find(HostName::resolved, System.getenv("HOSTNAME"), Path.of("/etc/hostname"));
  }

  static Optional<String> find(
      Supplier<Optional<String>> resolved, @Nullable String variable, Path file) {
    return Stream.<Supplier<Optional<String>>>of(
            resolved, () -> Optional.ofNullable(variable), () -> read(file))
        .flatMap(source -> source.get().stream())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  private static Optional<String> resolved() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
