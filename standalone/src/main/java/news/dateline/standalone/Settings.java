package news.dateline.standalone;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one run.
 *
 * @param bind the address that every port is bound to
 * @param kafka the {@code bootstrap.servers} of Kafka if no broker runs in this process
 * @param demo true if the sample feeds are published
 */
record Settings(
    Path data,
    Ports ports,
    String bind,
    Set<ProcessRole> roles,
    String kafka,
    ConsumerInstance consumer,
    boolean demo) {
  /** The ports; 0 picks a free one. */
  record Ports(int feed, int desk, int kafka, int management) {}

  /**
   * The consumer of this process among several.
   *
   * @param instance its name, the same over restarts; null leaves it to the settings of the
   *     consumer
   * @param standbys how many standby copies of each feed's state other consumers keep; null leaves
   *     it to the settings of the consumer
   */
  record ConsumerInstance(@Nullable String instance, @Nullable Integer standbys) {}

  /** Returns the address of this run's pages, if a browser on this machine finds them there. */
  Optional<String> pages() {
    return runs(ProcessRole.FEED_API) && ports.feed() != 0 && !bind.equals("0.0.0.0")
        ? Optional.of("http://" + bind + ":" + ports.feed())
        : Optional.empty();
  }

  boolean runs(ProcessRole role) {
    return roles.contains(role);
  }
}
