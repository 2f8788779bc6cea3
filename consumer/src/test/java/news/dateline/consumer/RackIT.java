package news.dateline.consumer;

import static java.util.stream.Collectors.toMap;
import static news.dateline.consumer.RebuildFixture.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.PublicState;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** Three consumers in two racks: where a rack is lost, the other one has each state. */
class RackIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int PARTITIONS = 4;

  private final List<Instance> instances = new ArrayList<>();
  private final List<TopicClient> feeds = new ArrayList<>();
  private InProcessBroker broker;

  private record Instance(String rack, RunningConsumer consumer) {
    Stream<String> tasks(Function<ThreadMetadata, Set<TaskMetadata>> kind) {
      return consumer
          .application()
          .getBean(KafkaStreamsLifecycle.class)
          .running()
          .orElseThrow()
          .streams()
          .metadataForLocalThreads()
          .stream()
          .flatMap(thread -> kind.apply(thread).stream())
          .map(task -> task.taskId().toString());
    }
  }

  @BeforeEach
  void startBroker(@TempDir Path log) {
    broker =
        InProcessBroker.start(
            new InProcessBroker.Settings(log, "127.0.0.1", 0, Map.of("broker.rack", "a")));
  }

  @AfterEach
  void close() {
    feeds.forEach(TopicClient::close);
    instances.forEach(instance -> instance.consumer().close());
    broker.close();
  }

  @Test
  void aTaskAndItsStandbyAreInDifferentRacksSoThatARackCanBeLost(@TempDir Path state) {
    start("a", state.resolve("one"));
    start("a", state.resolve("two"));
    start("b", state.resolve("three"));
    instances.forEach(instance -> instance.consumer().ready());
    // a task that moves is listed by two instances for a moment
    await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(this::assertThatRacksDiffer);

    IntStream.range(0, 8)
        .forEach(i -> feeds.add(new TopicClient(broker.bootstrapServers(), "feed-" + i)));
    feeds.forEach(TopicClient::open);
    await().atMost(TIMEOUT).until(() -> feeds.stream().allMatch(feed -> feed.decided() == 1));
    instances.remove(2).consumer().close();
    feeds.forEach(feed -> feed.send("after", publish("after")));

    await()
        .atMost(TIMEOUT)
        .until(() -> feeds.stream().allMatch(feed -> feed.changes().size() == 2));
    assertThat(feeds)
        .allSatisfy(
            feed ->
                assertThat(feed.changes()).extracting(PublicState::seq).containsExactly(1L, 2L));
  }

  private void start(String rack, Path stateDir) {
    SpringApplication application = ConsumerApplication.application();
    RunningConsumer.set(application, "spring.kafka.properties[client.rack]", rack);
    RunningConsumer consumer =
        RunningConsumer.start(
            application,
            broker.bootstrapServers(),
            stateDir,
            "instance=" + stateDir.getFileName(),
            "num-standby-replicas=1");
    instances.add(new Instance(rack, consumer));
  }

  private void assertThatRacksDiffer() {
    Map<String, String> active = racks(ThreadMetadata::activeTasks);
    Map<String, String> standby = racks(ThreadMetadata::standbyTasks);

    assertThat(active).hasSize(PARTITIONS);
    assertThat(standby.keySet()).isEqualTo(active.keySet());
    assertThat(active)
        .allSatisfy((task, rack) -> assertThat(standby.get(task)).as(task).isNotEqualTo(rack));
  }

  /** Returns the rack of each task. */
  private Map<String, String> racks(Function<ThreadMetadata, Set<TaskMetadata>> kind) {
    return instances.stream()
        .flatMap(instance -> instance.tasks(kind).map(task -> Map.entry(task, instance.rack())))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
