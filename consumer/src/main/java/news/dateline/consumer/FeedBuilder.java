package news.dateline.consumer;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.events.TopicAdmin;
import news.dateline.events.TopicMismatchException;
import news.dateline.events.TopicsUnavailableException;
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
final class FeedBuilder implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(FeedBuilder.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration KAFKAS_OWN = Duration.ofSeconds(6);
  private static final Duration CLOSE = Duration.ofSeconds(4);

  private final KafkaProperties kafka;
  private final ConsumerProperties settings;
  private final Topology topology;
  private final Life life;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread starter = new Thread(this::startStreams, "start-feed-builder");
  private volatile @Nullable KafkaStreams streams;

  /** What the application around is told. */
  interface Life {
    /** The topology runs from here on. */
    void started(KafkaStreams streams);

    /** The topics are not what the rules need: the application must stop. */
    void refused(TopicMismatchException mismatch);
  }

  FeedBuilder(KafkaProperties kafka, ConsumerProperties settings, Topology topology, Life life) {
    this.kafka = kafka;
    this.settings = settings;
    this.topology = topology;
    this.life = life;
  }

  @Override
  public void start() {
    starter.start();
  }

  /** The running topology; nothing as long as the topics are not there. */
  Optional<KafkaStreams> streams() {
    return Optional.ofNullable(streams);
  }

  private void startStreams() {
    try {
      while (!topicsReady()) {
        if (stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      run(new KafkaStreams(topology, StreamsSettings.of(kafka, settings, silence())));
    } catch (TopicMismatchException e) {
      life.refused(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void run(KafkaStreams fresh) {
    if (stopped.getCount() == 0) {
      return;
    }
    fresh.setUncaughtExceptionHandler(FeedBuilder::replaceThread);
    life.started(fresh);
    streams = fresh;
    fresh.start();
  }

  private boolean topicsReady() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.create(settings.partitions(), settings.syncEveryEvent());
      return topics.check().isPresent();
    } catch (TopicsUnavailableException e) {
      log.warn("the topics are not to be had yet: {}", e.getMessage());
      return false;
    }
  }

  /** What is wanted, or the least the brokers allow where that is more. */
  private Duration silence() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Duration least =
          new TopicAdmin(admin)
              .brokerSetting("group.min.session.timeout.ms")
              .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
              .orElse(KAFKAS_OWN);
      return Collections.max(List.of(settings.failOver(), least));
    } catch (TopicsUnavailableException e) {
      log.warn("the brokers do not tell their shortest session: {}", e.getMessage());
      return KAFKAS_OWN;
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
      streams().ifPresent(running -> running.close(CLOSE));
    }
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0 && starter.getState() != Thread.State.NEW;
  }
}
