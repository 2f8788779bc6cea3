package news.dateline.consumer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Creates and checks the topics, then runs the topology until the application stops. Kafka being
 * away only delays it.
 */
final class KafkaStreamsLifecycle implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(KafkaStreamsLifecycle.class);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(4);

  private final KafkaProperties kafka;
  private final ConsumerProperties settings;
  private final Topology topology;
  private final Listener listener;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread starter = new Thread(this::startStreams, "start-feed-builder");
  private volatile @Nullable Running running;

  private record Startup(StateGeneration generation, Duration silence) {}

  /** The topology at work. */
  record Running(KafkaStreams streams, StateGeneration generation) {}

  /** What the application around is told. */
  interface Listener {
    /** The topology runs from here on. */
    void started(KafkaStreams streams);

    /** The topics are not what the rules need: the application must stop. */
    void onTopicMismatch(TopicMismatchException mismatch);
  }

  KafkaStreamsLifecycle(
      KafkaProperties kafka, ConsumerProperties settings, Topology topology, Listener listener) {
    this.kafka = kafka;
    this.settings = settings;
    this.topology = topology;
    this.listener = listener;
  }

  @Override
  public void start() {
    starter.start();
  }

  /** The running topology; nothing as long as the topics are not there. */
  Optional<Running> running() {
    return Optional.ofNullable(running);
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
    } catch (TopicMismatchException e) {
      listener.onTopicMismatch(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
                startup.generation(), kafka.bootstrapServers(), settings, startup.silence()));
    fresh.setUncaughtExceptionHandler(KafkaStreamsLifecycle::replaceThread);
    listener.started(fresh);
    running = new Running(fresh, startup.generation());
    fresh.start();
  }

  /** What to run with; nothing as long as Kafka is not ready for it. */
  private Optional<Startup> runStartupChecks() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      StartupChecks checks = new StartupChecks(kafka.bootstrapServers(), admin);
      return checks.topics(settings)
          ? Optional.of(new Startup(checks.generation(), checks.silence(settings)))
          : Optional.empty();
    } catch (TopicsUnavailableException e) {
      log.warn("the topics are not to be had yet: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Nothing a record holds throws, so what arrives here is Kafka's trouble: the next thread tries
   * the transaction again.
   */
  private static StreamThreadExceptionResponse replaceThread(Throwable failure) {
    log.error("a stream thread failed and is replaced", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  @Override
  public void stop() {
    stopped.countDown();
    // nothing starts from here on, not even what is about to
    synchronized (this) {
      running().ifPresent(now -> now.streams().close(CLOSE_TIMEOUT));
    }
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0 && starter.getState() != Thread.State.NEW;
  }
}
