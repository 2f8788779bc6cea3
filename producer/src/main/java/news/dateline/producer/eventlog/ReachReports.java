package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import news.dateline.events.FeedId;
import news.dateline.events.Reach;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps the last report of each replica of feed-api about the open streams of a feed, from {@code
 * reach}. A replica with open streams reports every ten seconds at least, so a report older than
 * {@link #MAX_AGE} is dropped. Thread-safe.
 */
public final class ReachReports implements AutoCloseable {
  static final Duration MAX_AGE = Duration.ofSeconds(30);

  private static final long TAIL_OFFSETS = 1_000;

  /** By feed and replica. */
  private final Map<FeedId, Map<String, Report>> reports = new ConcurrentHashMap<>();

  private final Clock clock;
  private final CompactedTopicReader reader;
  private volatile Consumer<Reach> onReport = report -> {};

  private record Report(Reach reach, Instant at) {}

  ReachReports(KafkaSettings kafka, Consumer<TopicMismatchException> onTopicMismatch, Clock clock) {
    this.clock = clock;
    reader =
        new CompactedTopicReader(
            new CompactedTopicReader.Source(kafka, Topic.REACH, TAIL_OFFSETS),
            this::read,
            onTopicMismatch,
            clock);
  }

  /** Calls the listener on the reader's thread with each report that is not too old. */
  public void onReport(Consumer<Reach> listener) {
    onReport = listener;
  }

  /** Returns the newest report of each replica on a feed. */
  public List<Reach> of(FeedId feed) {
    return reports.getOrDefault(feed, Map.of()).values().stream()
        .filter(this::isRecent)
        .map(Report::reach)
        .toList();
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    Report report =
        new Report(Reach.read(record.value()), Instant.ofEpochMilli(record.timestamp()));
    if (isRecent(report)) {
      Map<String, Report> replicas =
          reports.computeIfAbsent(report.reach().feed(), first -> new ConcurrentHashMap<>());
      replicas.values().removeIf(other -> !isRecent(other));
      replicas.put(report.reach().replica(), report);
      onReport.accept(report.reach());
    }
  }

  private boolean isRecent(Report report) {
    return report.at().isAfter(clock.instant().minus(MAX_AGE));
  }

  CompactedTopicReader reader() {
    return reader;
  }

  void start() {
    reader.start();
  }

  @Override
  public void close() {
    reader.close();
  }
}
