package news.dateline.producer.polling;

import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One round over the sources. Used on the thread of {@link SourceAssignment}.
 *
 * @param sources all sources of the settings, also those that another producer polls
 * @param closed true if no further record may be written
 */
record PollRound(List<OwnedSource> sources, BooleanSupplier closed) {
  /** Each poll can hold a document of 16 MiB, and that compressed, however slowly it arrives. */
  private static final int MAX_AT_ONCE = 4;

  /**
   * Takes over sources, ends polls and begins those that are due longest.
   *
   * @param ready the sources in the partitions of this producer, all records of which were read
   */
  void run(List<OwnedSource> ready) {
    proceed(ready);
    long others = sources.stream().filter(OwnedSource::isPolling).count();
    ready.stream()
        .filter(OwnedSource::isDue)
        .sorted(Comparator.comparing(OwnedSource::due))
        .limit(Math.max(0, MAX_AT_ONCE - others))
        .forEach(OwnedSource::poll);
  }

  /** Ends at the first source whose record Kafka does not accept: each blocks for seconds. */
  private void proceed(List<OwnedSource> ready) {
    for (OwnedSource source : ready) {
      if (closed.getAsBoolean() || !source.proceed()) {
        return;
      }
    }
  }
}
