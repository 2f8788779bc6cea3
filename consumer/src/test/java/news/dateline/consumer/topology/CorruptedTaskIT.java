package news.dateline.consumer.topology;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import news.dateline.broker.InProcessBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrupts a task of Kafka Streams while a rebalance lasts and another task has written. */
class CorruptedTaskIT {
  private static final int PARTITIONS = 4;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration UNCOMMITTED = Duration.ofMillis(500);

  private final Set<String> processed = ConcurrentHashMap.newKeySet();
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<AutoCloseable> resources = new ArrayList<>();
  private final List<String> committed = new ArrayList<>();

  @TempDir private Path directory;
  private @Nullable KafkaProducer<String, String> producer;

  @AfterEach
  void close() throws Exception {
    released.countDown();
    for (int i = resources.size() - 1; i >= 0; i--) {
      resources.get(i).close();
    }
  }

  @Test
  void whatOtherTasksHaveWrittenDuringARebalanceIsNotLost() throws Exception {
    InProcessBroker broker =
        InProcessBroker.start(
            new InProcessBroker.Settings(directory.resolve("broker"), "127.0.0.1", 0));
    resources.add(broker);
    createTopics(broker.bootstrapServers());
    KafkaConsumer<String, String> output = output(broker.bootstrapServers());
    KafkaStreams first = start(broker.bootstrapServers(), "first");
    KafkaStreams second = start(broker.bootstrapServers(), "second");
    await()
        .atMost(TIMEOUT)
        .until(() -> partitions(first).size() == 2 && partitions(second).size() == 2);
    Iterator<Integer> ofFirst = partitions(first).iterator();
    int writing = ofFirst.next();
    int corrupted = ofFirst.next();

    // a rebalance lasts until the second instance takes part in it
    process("block", partitions(second).iterator().next());
    start(broker.bootstrapServers(), "third");
    int count = 0;
    do {
      process("record " + ++count, writing);
    } while (isCommitted("record " + count, output));
    process("corrupt", corrupted);
    released.countDown();
    process("last", writing);

    await().atMost(TIMEOUT).until(() -> isCommitted("last", output));
    assertThat(committed)
        .containsOnlyOnceElementsOf(
            IntStream.rangeClosed(1, count).mapToObj(i -> "record " + i).toList());
  }

  /** Sends a record and waits until a task has it. */
  private void process(String value, int partition) {
    producer.send(new ProducerRecord<>("in", partition, "key", value));
    await().atMost(TIMEOUT).until(() -> processed.contains(value));
  }

  private boolean isCommitted(String value, KafkaConsumer<String, String> output) {
    ConsumerRecords<String, String> records;
    do {
      records = output.poll(UNCOMMITTED);
      for (ConsumerRecord<String, String> each : records) {
        committed.add(each.value());
      }
    } while (!records.isEmpty());
    return committed.contains(value);
  }

  private static Set<Integer> partitions(KafkaStreams streams) {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .map(task -> task.taskId().partition())
        .collect(toSet());
  }

  private void createTopics(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("in", PARTITIONS, (short) 1),
                  new NewTopic("out", PARTITIONS, (short) 1)))
          .all()
          .get();
    }
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
            new StringSerializer(),
            new StringSerializer());
    resources.add(producer);
  }

  private KafkaConsumer<String, String> output(String servers) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            new StringDeserializer(),
            new StringDeserializer());
    resources.add(consumer);
    consumer.assign(
        IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition("out", i)).toList());
    return consumer;
  }

  private KafkaStreams start(String servers, String name) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "corrupted");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, StreamsClients.class);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve(name).toString());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 100);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    Topology topology = new Topology();
    StringDeserializer text = new StringDeserializer();
    topology.addSource("source", text, text, "in");
    topology.addProcessor("copy", Copy::new, "source");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore("values"), Serdes.String(), Serdes.String()),
        "copy");
    topology.addSink("sink", "out", new StringSerializer(), new StringSerializer(), "copy");
    KafkaStreams streams = new KafkaStreams(topology, settings);
    resources.add(streams);
    streams.start();
    return streams;
  }

  /** Writes each record, and does what it says. */
  private final class Copy implements Processor<String, String, String, String> {
    private @Nullable ProcessorContext<String, String> context;

    @Override
    public void init(ProcessorContext<String, String> context) {
      this.context = context;
    }

    @Override
    public void process(Record<String, String> message) {
      boolean first = processed.add(message.value());
      if (message.value().equals("block")) {
        awaitRelease();
      } else if (message.value().equals("corrupt") && first) {
        throw new TaskCorruptedException(Set.of(context.taskId()));
      }
      KeyValueStore<String, String> values = context.getStateStore("values");
      values.put(message.value(), message.value());
      context.forward(message);
    }

    private void awaitRelease() {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      StreamsClients.closed(context.taskId().partition());
    }
  }
}
