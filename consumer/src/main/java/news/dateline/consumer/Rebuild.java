package news.dateline.consumer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import news.dateline.consumer.topology.FeedTopology;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * Decides every event again from the first on, after the state is lost or the rules have changed.
 * Each event is decided as of its own time. The feeds get a new epoch. A rebuild can be interrupted
 * and started again; the service must be stopped while it runs.
 */
public final class Rebuild {
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final KafkaSettings kafka;
  private final ConsumerProperties settings;

  public record Report(long events, Duration took) {}

  /**
   * @param stateDir the state directory of the consumer
   */
  public Rebuild(KafkaSettings kafka, Path stateDir) {
    this.kafka = kafka;
    this.settings = settings(stateDir);
  }

  /**
   * Blocks until all events are decided.
   *
   * @param progress receives the number of events decided so far, four times a second
   * @throws RebuildFailedException if the rebuild cannot start or fails
   */
  public Report run(LongConsumer progress) throws InterruptedException {
    try (Admin admin = Admin.create(kafka.admin())) {
      TopicAdmin topics = new TopicAdmin(admin);
      // After an update, a rebuild may run before the service has created new topics.
      topics.complete();
      if (topics.check().isEmpty()) {
        throw new RebuildFailedException("there is nothing to rebuild: the topics do not exist");
      }
      StateGeneration present = StateGeneration.newest(admin);
      awaitStop(present, admin);
      return decide(admin, present.next(), progress);
    } catch (TopicsUnavailableException e) {
      throw new RebuildFailedException("Kafka does not answer: " + e.getMessage());
    }
  }

  /** A consumer that has just stopped stays a group member until its session times out. */
  private static void awaitStop(StateGeneration generation, Admin admin)
      throws TopicsUnavailableException, InterruptedException {
    Instant end = Instant.now().plus(SESSION_TIMEOUT);
    while (generation.isRunning(admin)) {
      if (Instant.now().isAfter(end)) {
        throw new RebuildFailedException("a consumer is running: stop the service first");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
    }
  }

  private Report decide(Admin admin, StateGeneration generation, LongConsumer progress)
      throws TopicsUnavailableException, InterruptedException {
    Instant start = Instant.now();
    StartupLag startupLag = new StartupLag(admin, generation);
    CountDownLatch failed = new CountDownLatch(1);
    KafkaStreams streams = new KafkaStreams(topology(), throughput(generation));
    streams.setUncaughtExceptionHandler(
        failure -> {
          failed.countDown();
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    try {
      streams.start();
      while (!startupLag.checkCaughtUp()) {
        progress.accept(startupLag.processedEvents());
        if (failed.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new RebuildFailedException("a stream thread failed: see the log");
        }
      }
    } finally {
      // Without leaving the group, the service would wait for the session timeout.
      streams.close(
          CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(CLOSE_TIMEOUT));
    }
    generation.deleteOlder(admin);
    return new Report(startupLag.totalEvents(), Duration.between(start, Instant.now()));
  }

  private Topology topology() {
    FeedTopology.Timing timing =
        new FeedTopology.Timing(settings.segment(), settings.commitInterval());
    return FeedTopology.build(new EpochGenerator(), timing, outcome -> {});
  }

  /** Throughput matters and latency does not: large transactions and large batches. */
  private Properties throughput(StateGeneration generation) {
    Properties all = StreamsSettings.of(generation, kafka, settings, SESSION_TIMEOUT);
    all.remove(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 * 1024);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64 << 20);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 64 * 1024);
    return all;
  }

  private static ConsumerProperties settings(Path stateDir) {
    int numStreamThreads = Math.min(4, Runtime.getRuntime().availableProcessors());
    return new ConsumerProperties(
        stateDir,
        1,
        "rebuild",
        Duration.ofMillis(500),
        Duration.ofMillis(20),
        SESSION_TIMEOUT,
        Duration.ofSeconds(60),
        numStreamThreads,
        0,
        Duration.ofMinutes(10),
        false);
  }
}
