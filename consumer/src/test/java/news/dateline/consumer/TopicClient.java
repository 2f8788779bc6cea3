package news.dateline.consumer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Both ends of the topics as tests see them: sends one feed's events, follows what comes of it. */
final class TopicClient implements AutoCloseable {
  private final String kafka;
  private final FeedId feed;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<PublicState> changes = new CopyOnWriteArrayList<>();
  private final ConcurrentMap<EventId, List<Outcome>> outcomes = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Instant> seenAt = new ConcurrentHashMap<>();
  private final List<CompactedTopicReader> readers;

  TopicClient(String kafka, String feed) {
    this.kafka = kafka;
    this.feed = new FeedId(feed);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    readers =
        List.of(follow(Topic.FEED_STATE, this::change), follow(Topic.NEWS_OUTCOMES, this::outcome));
    readers.forEach(CompactedTopicReader::start);
  }

  private interface Reading {
    void read(ConsumerRecord<byte[], byte[]> entry);
  }

  private CompactedTopicReader follow(Topic topic, Reading reading) {
    return new CompactedTopicReader(
        new CompactedTopicReader.Source(kafka, topic, Long.MAX_VALUE),
        new CompactedTopicReader.RecordHandler() {
          @Override
          public void read(ConsumerRecord<byte[], byte[]> entry) {
            reading.read(entry);
          }

          @Override
          public void onTopicMismatch(TopicMismatchException mismatch) {
            throw mismatch;
          }
        },
        Clock.systemUTC());
  }

  private void change(ConsumerRecord<byte[], byte[]> entry) {
    PublicState state = PublicState.read(entry.key(), entry.value());
    if (state.feed().equals(feed)) {
      changes.add(state);
      seenAt.putIfAbsent(state.seq(), Instant.now());
    }
  }

  private void outcome(ConsumerRecord<byte[], byte[]> entry) {
    Outcome outcome = Json.read(entry.value(), Outcome.class);
    if (feed.equals(outcome.feed())) {
      outcomes.computeIfAbsent(outcome.eventId(), id -> new CopyOnWriteArrayList<>()).add(outcome);
    }
  }

  FeedId feed() {
    return feed;
  }

  void open() {
    send(
        "open",
        new NewsEvent.FeedDefined(
            new FeedSettings(
                "News", "en", "UTC", List.of(), FeedSettings.Access.PUBLIC, List.of())));
  }

  /** Sends an event and does not wait for Kafka. */
  void send(String id, NewsEvent data) {
    EventEnvelope event =
        new EventEnvelope(
            new EventId(feed + "-" + id), feed, "/desk/test", Instant.EPOCH, id, data);
    int partitions = producer.partitionsFor(Topic.NEWS_EVENTS.topicName()).size();
    producer.send(
        new ProducerRecord<>(
            Topic.NEWS_EVENTS.topicName(),
            Topic.partition(feed, partitions),
            null,
            event.key(),
            event.value(),
            event.headers()));
  }

  /** Every committed change of the feed so far, in the order of the topic. */
  List<PublicState> changes() {
    return changes;
  }

  /** When a change was seen here. */
  Instant seenAt(long seq) {
    return seenAt.getOrDefault(seq, Instant.MAX);
  }

  /** The outcomes of an event, each as often as it was told. */
  List<Outcome> outcomes(String id) {
    return outcomes.getOrDefault(new EventId(feed + "-" + id), List.of());
  }

  /** Events that have an outcome. */
  int decided() {
    return outcomes.size();
  }

  /** Grows with each commit of any consumer group. */
  long commits() throws TopicsUnavailableException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      return new TopicAdmin(admin)
          .ends("__consumer_offsets").values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** All of the feed's partition of a topic, from its start. */
  List<ConsumerRecord<byte[], byte[]>> log(Topic topic) {
    return log(kafka, topic.topicName(), feed);
  }

  static List<ConsumerRecord<byte[], byte[]>> log(String kafka, String topic, FeedId feed) {
    List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      int partitions = consumer.partitionsFor(topic).size();
      TopicPartition partition = new TopicPartition(topic, Topic.partition(feed, partitions));
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(log::add);
      }
    }
    return log;
  }

  @Override
  public void close() {
    readers.forEach(CompactedTopicReader::close);
    producer.close(Duration.ofSeconds(2));
  }
}
