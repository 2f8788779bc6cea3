package news.dateline.consumer;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import news.dateline.support.kafka.MissingRight;
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
  /** The prefix of the client ids of a rebuild, which distinguishes it from the service. */
  static final String CLIENT_ID = "dateline-rebuild";

  private static final Duration STOP_MARGIN = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final KafkaSettings kafka;
  private final RebuildSettings own;
  private ConsumerProperties settings;

  public record Report(long events, Duration took) {}

  private interface Condition {
    boolean holds(KafkaStreams streams) throws TopicsUnavailableException;
  }

  public Rebuild(KafkaSettings kafka, RebuildSettings own) {
    this.kafka = kafka;
    this.own = own;
    this.settings = own.consumer(Replication.SINGLE, new BrokerSettings(List.of()));
  }

  /**
   * Blocks until all events are decided and all feeds published.
   *
   * @param progress receives the number of events decided so far, four times a second
   * @throws RebuildFailedException if the rebuild cannot start or fails
   */
  public Report run(LongConsumer progress) throws InterruptedException {
    StreamsSettings.refuseOwn(kafka);
    boolean withDirectory = Files.exists(own.stateDir());
    try (Admin admin = Admin.create(kafka.admin())) {
      StateGenerations generations = new StateGenerations(kafka, admin, own.stateDir());
      TopicAdmin topics = new TopicAdmin(admin, kafka.names());
      settings = check(admin, topics, new StartupChecks(admin, kafka, generations));
      return rebuild(generations, topics, progress);
    } catch (TopicsUnavailableException e) {
      String missing = MissingRight.inStreams(e, kafka);
      throw new RebuildFailedException(
          missing == null ? "Kafka does not answer: " + e.getMessage() : missing);
    } finally {
      if (!withDirectory) {
        deleteStateDir();
      }
    }
  }

  /**
   * Returns the settings that suit the brokers, after the checks of topics and copies that a
   * consumer makes at its start. After an update, a rebuild may run before the service has created
   * new topics, and then creates them, if it may.
   */
  private ConsumerProperties check(Admin admin, TopicAdmin topics, StartupChecks checks)
      throws TopicsUnavailableException {
    if (!topics.exists(kafka.names().of(Topic.NEWS_EVENTS))) {
      throw new RebuildFailedException("there is nothing to rebuild: the topics do not exist");
    }
    ConsumerProperties checked =
        own.consumer(Replication.ofEvents(admin, kafka.names()), checks.brokers());
    if (!checks.ensureTopics(checked)) {
      throw new RebuildFailedException("Kafka has not created all topics yet: begin again");
    }
    return checked;
  }

  private Report rebuild(StateGenerations generations, TopicAdmin topics, LongConsumer progress)
      throws TopicsUnavailableException, InterruptedException {
    StateGeneration present = awaitStop(generations);
    Instant start = Instant.now();
    Map<TopicPartition, Long> ends = topics.ends(kafka.names().of(Topic.NEWS_EVENTS));
    if (generations.existing().isEmpty()) {
      // Only the log was restored: there is no earlier generation whose offsets say how far to
      // decide.
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
  private StateGeneration awaitStop(StateGenerations generations)
      throws TopicsUnavailableException, InterruptedException {
    Instant end = Instant.now().plus(settings.sessionTimeout()).plus(STOP_MARGIN);
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
        FeedTopology.replay(kafka.names(), new EpochGenerator(), timing()),
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
        FeedTopology.build(kafka.names(), new EpochGenerator(), timing(), outcome -> {}),
        throughput(next),
        FeedTopology::isPublished);
  }

  /** Runs the topology until the condition holds or a stream thread fails. */
  private void run(Topology topology, Properties properties, Condition condition)
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

  private void check(@Nullable Throwable failure) {
    if (failure != null) {
      String missing = MissingRight.inStreams(failure, kafka);
      throw new RebuildFailedException(
          missing == null ? "a stream thread failed: " + failure.getMessage() : missing);
    }
  }

  private void deleteStateDir() {
    try {
      FileSystemUtils.deleteRecursively(own.stateDir());
    } catch (IOException e) {
      throw new RebuildFailedException("delete " + own.stateDir() + ": " + e.getMessage());
    }
  }

  private FeedTopology.Timing timing() {
    return FeedTopology.Timing.of(settings.commitInterval());
  }

  /** Throughput matters and latency does not: large transactions and large batches. */
  private Properties throughput(StateGeneration generation) {
    Properties all =
        StreamsSettings.of(generation, kafka, settings, settings.sessionTimeout(), "none");
    all.remove(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    all.put(StreamsConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 * 1024);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64 << 20);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 64 * 1024);
    return all;
  }
}
