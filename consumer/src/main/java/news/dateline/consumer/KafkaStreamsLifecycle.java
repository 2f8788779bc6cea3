package news.dateline.consumer;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.support.boot.StartupException;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.MissingRight;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Creates and checks the topics on a thread of its own, then runs the topology until the
 * application stops. While Kafka is unavailable it tries again every 500 ms.
 */
final class KafkaStreamsLifecycle implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(KafkaStreamsLifecycle.class);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(4);

  private final KafkaSettings kafka;
  private final ConsumerProperties settings;
  private final Topology topology;
  private final StreamsListener listener;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final StreamThreadRecovery recovery;
  private final Thread starter = new Thread(this::startStreams, "kafka-streams-start");
  private volatile @Nullable Running running;

  /** The lines in the log, which a start that is tried again does not repeat. */
  private final Set<String> logged = new HashSet<>();

  private record Startup(StateGeneration generation, Duration sessionTimeout, String offsetReset) {}

  /** The topology that runs, and its settings. */
  record Application(KafkaSettings kafka, ConsumerProperties settings, Topology topology) {}

  record Running(KafkaStreams streams, StateGeneration generation) {}

  interface StreamsListener {
    /** Called before Kafka Streams starts. */
    void started(KafkaStreams streams);

    /** Stops the application for a reason that only a person can remove. */
    void stop(String reason);
  }

  /**
   * @param clock measures how long the threads have run since the last failure
   */
  KafkaStreamsLifecycle(Application application, StreamsListener listener, Clock clock) {
    this.kafka = application.kafka();
    this.settings = application.settings();
    this.topology = application.topology();
    this.listener = listener;
    this.recovery =
        new StreamThreadRecovery(
            new StreamThreadRecovery.Member(kafka, settings.instance(), () -> topicMismatch(kafka)),
            listener::stop,
            stopped,
            clock);
  }

  @Override
  public void start() {
    starter.start();
  }

  /** Empty before the topics exist and are checked. */
  Optional<Running> running() {
    return Optional.ofNullable(running);
  }

  /** Returns true if a stream thread has failed lately. */
  boolean isRecovering() {
    return recovery.isRecovering();
  }

  private void startStreams() {
    try {
      Optional<Startup> startup = runStartupChecks();
      while (startup.isEmpty()) {
        if (stopped.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        startup = runStartupChecks();
      }
      run(startup.get());
    } catch (TopicMismatchException | StartupException e) {
      listener.stop(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      listener.stop("Kafka Streams cannot start: " + rootCause(e));
    }
  }

  private synchronized void run(Startup startup) {
    if (stopped.getCount() == 0) {
      return;
    }
    KafkaStreams fresh =
        new KafkaStreams(
            topology,
            StreamsSettings.of(
                startup.generation(),
                kafka,
                settings,
                startup.sessionTimeout(),
                startup.offsetReset()));
    fresh.setUncaughtExceptionHandler(recovery);
    fresh.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            recovery.setHasRun();
          }
        });
    listener.started(fresh);
    running = new Running(fresh, startup.generation());
    fresh.start();
  }

  /** Returns empty if Kafka is unavailable or the topics do not exist yet. */
  private Optional<Startup> runStartupChecks() {
    Admin admin = Admin.create(kafka.admin());
    try {
      StartupChecks checks =
          new StartupChecks(admin, kafka, new StateGenerations(kafka, admin, settings.stateDir()));
      if (!checks.ensureTopics(settings)) {
        return Optional.empty();
      }
      Optional<StateGeneration> generation = checks.adoptGeneration();
      if (generation.isEmpty()) {
        logOnce("The start waits until a rebuild or a consumer of another generation has ended");
        return Optional.empty();
      }
      BrokerSettings brokers = checks.brokers();
      checks.warnings().forEach(this::logOnce);
      brokers.check(settings).forEach(this::logOnce);
      return Optional.of(
          new Startup(
              generation.get(),
              brokers.sessionTimeout(settings),
              checks.offsetReset(generation.get())));
    } catch (TopicsUnavailableException e) {
      failed(e);
      return Optional.empty();
    } finally {
      // Without Kafka, an orderly close would wait for its answers.
      admin.close(Duration.ZERO);
    }
  }

  /** Returns why the topics do not fit; null if they do, or Kafka does not answer. */
  private static @Nullable String topicMismatch(KafkaSettings kafka) {
    Map<String, Object> client = new HashMap<>(kafka.admin());
    int timeout = Math.toIntExact(KafkaSettings.REQUEST_TIMEOUT.toMillis());
    client.put("default.api.timeout.ms", timeout);
    client.put("request.timeout.ms", timeout);
    try {
      Admin admin = Admin.create(client);
      try {
        new TopicAdmin(admin, kafka.names()).check();
        return null;
      } finally {
        admin.close(Duration.ZERO);
      }
    } catch (TopicMismatchException e) {
      return e.getMessage();
    } catch (TopicsUnavailableException | KafkaException e) {
      return null;
    }
  }

  private void failed(TopicsUnavailableException failure) {
    String missing = MissingRight.inStreams(failure, kafka);
    if (missing != null) {
      throw new StartupException(missing);
    }
    if (!failure.isSilence()) {
      logOnce("Kafka is unavailable, the start will be retried: " + failure.getMessage());
    }
  }

  private void logOnce(String problem) {
    if (logged.add(problem)) {
      log.warn("{}", problem);
    }
  }

  private static String rootCause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  @Override
  public void stop() {
    stopped.countDown();
    // run() checks stopped under the same lock, so Kafka Streams cannot start after this.
    synchronized (this) {
      running().ifPresent(now -> now.streams().close(CLOSE_TIMEOUT));
    }
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0 && starter.getState() != Thread.State.NEW;
  }
}
