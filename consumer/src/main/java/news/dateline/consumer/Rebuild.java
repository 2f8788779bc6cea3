package news.dateline.consumer;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import news.dateline.consumer.topology.FeedTopology;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Decides again every event that the present generation has decided, after the state is lost or the
 * rules have changed. Each event is decided as of its own time. The feeds get a new epoch. Until
 * all events are decided, only the stores of the next generation are written. Then it replaces the
 * present generation and publishes its state. The service must be stopped while a rebuild runs.
 */
public final class Rebuild {
  /** The beginning of the client ids by which a rebuild is told from the service. */
  static final String CLIENT_ID = "dateline-rebuild";

  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = SESSION_TIMEOUT.plusSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final KafkaSettings kafka;
  private ConsumerProperties settings;

  public record Report(long events, Duration took) {}

  private interface Condition {
    boolean holds(KafkaStreams streams) throws TopicsUnavailableException;
  }

  /**
   * @param stateDir the state directory of the consumer. If it does not exist, the rebuild leaves
   *     none behind, because no consumer would erase from it what is retracted later.
   */
  public Rebuild(KafkaSettings kafka, Path stateDir) {
    this.kafka = kafka;
    this.settings = settings(stateDir, Replication.SINGLE);
  }

  /**
   * Blocks until all events are decided and all feeds published.
   *
   * @param progress receives the number of events decided so far, four times a second
   * @throws RebuildFailedException if the rebuild cannot start or fails
   */
  public Report run(LongConsumer progress) throws InterruptedException {
    boolean withDirectory = Files.exists(settings.stateDir());
    try (Admin admin = Admin.create(kafka.admin())) {
      TopicAdmin topics = new TopicAdmin(admin);
      // After an update, a rebuild may run before the service has created new topics.
      topics.complete();
      if (topics.check().isEmpty()) {
        throw new RebuildFailedException("there is nothing to rebuild: the topics do not exist");
      }
      settings = settings(settings.stateDir(), Replication.ofEvents(admin));
      return rebuild(new StateGenerations(kafka, admin, settings.stateDir()), topics, progress);
    } catch (TopicsUnavailableException e) {
      throw new RebuildFailedException("Kafka does not answer: " + e.getMessage());
    } finally {
      if (!withDirectory) {
        deleteStateDir();
      }
    }
  }

  private Report rebuild(StateGenerations generations, TopicAdmin topics, LongConsumer progress)
      throws TopicsUnavailableException, InterruptedException {
    StateGeneration present = awaitStop(generations);
    Instant start = Instant.now();
    Map<TopicPartition, Long> ends = topics.ends(Topic.NEWS_EVENTS.topicName());
    if (generations.existing().isEmpty()) {
      // Only the log was restored. What is complete is told by the offsets of a predecessor.
      generations.commit(present, ends);
    }
    StateGeneration next = present.next();
    generations.commit(next, ends.keySet().stream().collect(toMap(p -> p, p -> 0L)));
    Map<TopicPartition, Long> position = generations.position(present);
    replay(generations, next, position, progress);
    if (!awaitStop(generations).equals(next)) {
      throw new RebuildFailedException(
          "a consumer has decided further events: stop the service and begin again");
    }
    publish(next);
    long events = position.values().stream().mapToLong(Long::longValue).sum();
    return new Report(events, Duration.between(start, Instant.now()));
  }

  /** A process that was killed stays a group member until its session times out. */
  private static StateGeneration awaitStop(StateGenerations generations)
      throws TopicsUnavailableException, InterruptedException {
    Instant end = Instant.now().plus(STOP_TIMEOUT);
    while (true) {
      Optional<StateGeneration> present = generations.adoptComplete();
      if (present.isPresent() && !generations.isRunning(present.get())) {
        return present.get();
      }
      if (Instant.now().isAfter(end)) {
        throw new RebuildFailedException(
            "a consumer or another rebuild is running: stop the service first");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
    }
  }

  private void replay(
      StateGenerations generations,
      StateGeneration next,
      Map<TopicPartition, Long> position,
      LongConsumer progress)
      throws TopicsUnavailableException, InterruptedException {
    Properties properties = throughput(next);
    properties.putAll(ReplayLimit.settings(position));
    run(
        FeedTopology.replay(new EpochGenerator(), timing()),
        properties,
        streams -> {
          boolean complete = generations.hasReached(next, position);
          // asked after that, so that the last number is that of all events
          progress.accept(
              generations.committed(next).values().stream().mapToLong(Long::longValue).sum());
          return complete;
        });
  }

  /** Runs the service's own topology, which publishes first. */
  private void publish(StateGeneration next)
      throws TopicsUnavailableException, InterruptedException {
    run(
        FeedTopology.build(new EpochGenerator(), timing(), outcome -> {}),
        throughput(next),
        FeedTopology::isPublished);
  }

  /** Runs the topology until the condition holds or a stream thread fails. */
  private static void run(Topology topology, Properties properties, Condition condition)
      throws TopicsUnavailableException, InterruptedException {
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(
        failure -> {
          failures.add(failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    try {
      streams.start();
      while (!condition.holds(streams)) {
        check(failures.poll(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
      }
    } finally {
      // Without leaving the group, the service would wait for the session timeout.
      streams.close(
          CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(CLOSE_TIMEOUT));
    }
    // The close commits the last transaction.
    check(failures.poll());
  }

  private static void check(@Nullable Throwable failure) {
    if (failure != null) {
      throw new RebuildFailedException("a stream thread failed: " + failure.getMessage());
    }
  }

  private void deleteStateDir() {
    try {
      FileSystemUtils.deleteRecursively(settings.stateDir());
    } catch (IOException e) {
      throw new RebuildFailedException("delete " + settings.stateDir() + ": " + e.getMessage());
    }
  }

  private FeedTopology.Timing timing() {
    return FeedTopology.Timing.of(settings.commitInterval());
  }

  /** Throughput matters and latency does not: large transactions and large batches. */
  private Properties throughput(StateGeneration generation) {
    Properties all = StreamsSettings.of(generation, kafka, settings, SESSION_TIMEOUT, "none");
    all.remove(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    all.put(StreamsConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 * 1024);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64 << 20);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 64 * 1024);
    return all;
  }

  private static ConsumerProperties settings(Path stateDir, Replication replication) {
    int numStreamThreads = Math.min(4, Runtime.getRuntime().availableProcessors());
    return new ConsumerProperties(
        stateDir,
        1,
        true,
        replication.factor(),
        replication.minInsyncReplicas(),
        "rebuild",
        Duration.ofMillis(500),
        Duration.ofMillis(20),
        SESSION_TIMEOUT,
        Duration.ofSeconds(60),
        numStreamThreads,
        0,
        false);
  }
}
