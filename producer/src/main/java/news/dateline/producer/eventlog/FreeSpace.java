package news.dateline.producer.eventlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.MissingRight;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.util.unit.DataSize;

/**
 * Watches the disks of the brokers that have Dateline's topics or the changelogs of its state, so
 * that new content is refused before a broker runs out of space and stops. Asks the brokers every
 * second. Thread-safe.
 */
final class FreeSpace implements HealthIndicator, MeterBinder, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FreeSpace.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final Admin admin;
  private final long minBytes;
  private final Thread thread = new Thread(this::watch, "watch-free-space");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Disk fullest;
  private volatile boolean scarce;
  private boolean refused;

  /** The disk of a broker. */
  private record Disk(int broker, String path, long usableBytes) {
    @Override
    public String toString() {
      return "the disk of "
          + path
          + " on broker "
          + broker
          + " has "
          + DataSize.ofBytes(usableBytes).toMegabytes()
          + " MB free";
    }
  }

  FreeSpace(KafkaSettings kafka, DataSize min) {
    this.kafka = kafka;
    this.admin = Admin.create(kafka.admin());
    this.minBytes = min.toBytes();
  }

  void start() {
    thread.start();
  }

  /** Returns true if the disks are too full for new content. */
  boolean isScarce() {
    return scarce;
  }

  /** The problem of a request with new content while the disks are too full for it. */
  ProblemException problem() {
    return new ProblemException(ProblemType.DISK_FULL, fullest + "; retractions are still accepted")
        .retryAfter(RETRY_AFTER);
  }

  private void watch() {
    try {
      do {
        check();
      } while (!closed.await(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check() {
    try {
      ask().ifPresent(this::update);
    } catch (TopicsUnavailableException | KafkaException e) {
      // the appends fail as well; what is known of the disks stays
      log.debug("The free space of Kafka is unknown: {}", e.toString());
    }
  }

  /** Content is accepted again a tenth above the limit, so that a full disk does not flap. */
  private void update(Disk disk) {
    fullest = disk;
    boolean now = disk.usableBytes() < (scarce ? minBytes + minBytes / 10 : minBytes);
    if (now != scarce) {
      scarce = now;
      if (now) {
        log.warn(
            "New content is refused: {}, dateline.desk.min-free-space is {} MB.",
            disk,
            DataSize.ofBytes(minBytes).toMegabytes());
      } else {
        log.info("New content is accepted again: {}.", disk);
      }
    }
  }

  private Optional<Disk> ask() throws TopicsUnavailableException {
    List<Integer> brokers =
        TopicAdmin.await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
    return admin.describeLogDirs(brokers).descriptions().entrySet().stream()
        .flatMap(broker -> disks(broker.getKey(), broker.getValue()))
        .min(Comparator.comparingLong(Disk::usableBytes));
  }

  private Stream<Disk> disks(int broker, KafkaFuture<Map<String, LogDirDescription>> directories) {
    try {
      return TopicAdmin.await(directories).entrySet().stream()
          .filter(directory -> hasOwnTopics(directory.getValue()))
          .filter(directory -> directory.getValue().usableBytes().isPresent())
          .map(
              directory ->
                  new Disk(
                      broker, directory.getKey(), directory.getValue().usableBytes().getAsLong()));
    } catch (TopicsUnavailableException e) {
      String missing = MissingRight.in(e, kafka, AclOperation.DESCRIBE, "");
      if (missing != null && !refused) {
        refused = true;
        log.warn("The disks of Kafka are not watched: {}", missing);
      }
      // the broker does not answer; the brokers that now lead its partitions are asked too
      return Stream.empty();
    }
  }

  private boolean hasOwnTopics(LogDirDescription directory) {
    return directory.replicaInfos().keySet().stream()
        .anyMatch(partition -> kafka.names().isOwn(partition.topic()));
  }

  @Override
  public Health health() {
    Disk disk = fullest;
    Health.Builder health = scarce ? Health.down() : Health.up();
    if (disk != null) {
      health
          .withDetail("broker", disk.broker())
          .withDetail("path", disk.path())
          .withDetail("free", disk.usableBytes());
    }
    return health.withDetail("threshold", minBytes).build();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "dateline.kafka.disk.free",
            () -> {
              Disk disk = fullest;
              return disk == null ? Double.NaN : disk.usableBytes();
            })
        .baseUnit("bytes")
        .register(registry);
  }

  @Override
  public void close() {
    closed.countDown();
    admin.close(Duration.ZERO);
  }
}
