package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Runs a topology whose stores fail as long as the test wants, on a broker of its own. */
@Tag("docker")
class StoreFailureIT implements KafkaStreamsLifecycle.StreamsListener {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final AtomicBoolean failing = new AtomicBoolean(true);
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger processed = new AtomicInteger();
  private final List<String> reasons = new CopyOnWriteArrayList<>();

  @Test
  void storesThatFailLowerTheReadinessAndNeverTheLiveness(@TempDir Path state) throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
      KafkaStreamsLifecycle lifecycle =
          new KafkaStreamsLifecycle(
              new KafkaStreamsLifecycle.Application(
                  kafka, TestProperties.ofOnlyInstance(state), topology()),
              this,
              Clock.systemUTC());
      FeedProcessingHealth readiness = new FeedProcessingHealth(lifecycle, kafka);
      StreamsLiveness liveness = new StreamsLiveness(lifecycle);
      lifecycle.start();
      try (TopicClient feed = new TopicClient(broker.bootstrapServers(), "failing")) {
        feed.send("e1", new NewsEvent.ItemPublished(new ItemId("a"), titled("Bridge reopens")));
        assertThat(readinessWhileFailing(readiness, liveness)).containsOnly(Status.OUT_OF_SERVICE);

        assertThat(lifecycle.isRecovering()).isTrue();
        failing.set(false);
        await().dontCatchUncaughtExceptions().atMost(TIMEOUT).until(() -> processed.get() == 1);
        await()
            .dontCatchUncaughtExceptions()
            .atMost(TIMEOUT)
            .until(() -> status(readiness).equals(Status.UP));
        assertThat(reasons).isEmpty();
      } finally {
        lifecycle.stop();
        readiness.destroy();
      }
    }
  }

  /** Waits for four attempts and returns every readiness seen after the first. */
  private List<Status> readinessWhileFailing(
      FeedProcessingHealth readiness, StreamsLiveness liveness) {
    List<Status> seen = new ArrayList<>();
    await()
        .dontCatchUncaughtExceptions()
        .atMost(TIMEOUT)
        .until(
            () -> {
              if (attempts.get() > 0) {
                seen.add(status(readiness));
              }
              assertThat(status(liveness)).isEqualTo(Status.UP);
              return attempts.get() >= 4;
            });
    return seen;
  }

  private static Status status(HealthIndicator indicator) {
    return Objects.requireNonNull(indicator.health()).getStatus();
  }

  private Topology topology() {
    Topology topology = new Topology();
    topology.addSource(
        "events",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topic.NEWS_EVENTS.topicName());
    topology.addProcessor(
        "fail", () -> (Processor<byte[], byte[], Void, Void>) this::process, "events");
    // The readiness asks this store whether a rebuild is still to be published.
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("pins"), Serdes.String(), Serdes.String())
            .withLoggingDisabled(),
        "fail");
    return topology;
  }

  private void process(Record<byte[], byte[]> entry) {
    if (failing.get()) {
      attempts.incrementAndGet();
      throw new ProcessorStateException("the disk is away");
    }
    processed.incrementAndGet();
  }

  @Override
  public void started(KafkaStreams streams) {}

  @Override
  public void stop(String reason) {
    reasons.add(reason);
  }
}
