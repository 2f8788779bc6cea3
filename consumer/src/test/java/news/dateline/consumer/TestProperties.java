package news.dateline.consumer;

import java.nio.file.Path;
import java.time.Duration;

/** Settings of a consumer that a test runs without Spring. */
final class TestProperties {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private TestProperties() {}

  /** The settings of a rebuild that takes the replication of news-events. */
  static RebuildSettings rebuild(Path state) {
    return new RebuildSettings(state, true, null, null);
  }

  /** The settings of the only instance, on a broker that has topics of one partition. */
  static ConsumerProperties ofOnlyInstance(Path state) {
    return ofOnlyInstance(state, TIMEOUT, TIMEOUT);
  }

  /** The settings of the only instance, with these timeouts. */
  static ConsumerProperties ofOnlyInstance(
      Path state, Duration sessionTimeout, Duration transactionTimeout) {
    return new ConsumerProperties(
        state,
        1,
        true,
        1,
        null,
        "one",
        Duration.ofMillis(25),
        Duration.ofMillis(5),
        sessionTimeout,
        transactionTimeout,
        1,
        0,
        false);
  }
}
