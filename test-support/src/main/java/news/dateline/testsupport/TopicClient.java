package news.dateline.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import news.dateline.events.Actor;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends the events of one feed and collects every record that comes of them. Records of other feeds
 * are not read, so that they may be unreadable. Thread-safe.
 */
public final class TopicClient implements AutoCloseable {
  private final String kafka;
  private final FeedId feed;
  private final TopicWriter writer;
  private final TopicFollower follower;
  private final List<PublicState> changes = new CopyOnWriteArrayList<>();
  private final List<DeskState> deskStates = new CopyOnWriteArrayList<>();
  private final Map<EventId, List<Outcome>> outcomes = new ConcurrentHashMap<>();
  private final Map<Long, Instant> seenAt = new ConcurrentHashMap<>();
  private final Map<EventId, Future<RecordMetadata>> writes = new ConcurrentHashMap<>();

  public TopicClient(String kafka, String feed) {
    this.kafka = kafka;
    this.feed = new FeedId(feed);
    writer = new TopicWriter(kafka);
    follower =
        new TopicFollower(
            kafka, this::read, Topic.FEED_STATE, Topic.DESK_STATE, Topic.NEWS_OUTCOMES);
  }

  private void read(ConsumerRecord<byte[], byte[]> entry) {
    String key = new String(entry.key(), UTF_8);
    if (key.startsWith(feed + "-") && entry.topic().equals(Topic.NEWS_OUTCOMES.topicName())) {
      Outcome outcome = Json.read(entry.value(), Outcome.class);
      outcomes.computeIfAbsent(outcome.eventId(), id -> new CopyOnWriteArrayList<>()).add(outcome);
    } else if (key.startsWith(feed + "/") || key.equals(feed.value())) {
      if (entry.topic().equals(Topic.DESK_STATE.topicName())) {
        deskStates.add(DeskState.read(entry.value()));
      } else {
        PublicState state = PublicState.read(entry.key(), entry.value());
        changes.add(state);
        seenAt.putIfAbsent(state.seq(), Instant.now());
      }
    }
  }

  public FeedId feed() {
    return feed;
  }

  /** Sends the event that opens the feed, under the id {@code open}. */
  public void open() {
    send(
        "open",
        new NewsEvent.FeedDefined(
            new FeedSettings(
                "News",
                "en",
                "UTC",
                List.of(),
                FeedSettings.Access.PUBLIC,
                List.of(),
                null,
                null)));
  }

  /** Sends an event and does not wait for Kafka. Events of the same id are equal. */
  public void send(String id, NewsEvent data) {
    send(id, id, data);
  }

  /** Sends an event of an author with these rights. */
  @SuppressWarnings("FutureReturnValueIgnored") // an event that is not written has no outcome
  public void send(String id, Actor author, NewsEvent data) {
    writer.write(
        new EventEnvelope(eventId(id), feed, "/desk/test", Instant.now(), id, data, author));
  }

  /** Sends an event whose content has a digest other than its id. */
  public void send(String id, String digest, NewsEvent data) {
    EventId eventId = eventId(id);
    writes.put(
        eventId,
        writer.write(
            EventEnvelope.withoutActor(eventId, feed, "/desk/test", Instant.now(), digest, data)));
  }

  private EventId eventId(String id) {
    return new EventId(feed + "-" + id);
  }

  /** Every committed change of the feed so far, in the order of the topic. */
  public List<PublicState> changes() {
    follower.check();
    return changes;
  }

  /** Returns the time at which this client read a change; the distant future if it has not. */
  public Instant seenAt(long seq) {
    return seenAt.getOrDefault(seq, Instant.MAX);
  }

  /** Every state of the feed's items that only editors see so far, in the order of the topic. */
  public List<DeskState> deskStates() {
    follower.check();
    return deskStates;
  }

  /**
   * The outcomes of an event so far, repetitions included. Fails if Kafka has refused the event or
   * the topics are not read any more.
   */
  public List<Outcome> outcomes(String id) {
    follower.check();
    Future<RecordMetadata> write = writes.get(eventId(id));
    if (write != null && write.isDone()) {
      TopicWriter.await(write);
    }
    return outcomes.getOrDefault(eventId(id), List.of());
  }

  /** The number of events that have an outcome. */
  public int decided() {
    return outcomes.size();
  }

  /** A number that grows with each commit of any consumer group. */
  public long commits() {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicFollower.consumer(kafka)) {
      List<TopicPartition> partitions =
          IntStream.range(0, consumer.partitionsFor("__consumer_offsets").size())
              .mapToObj(i -> new TopicPartition("__consumer_offsets", i))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** All committed records of the feed's partition of a topic, those of other feeds included. */
  public List<ConsumerRecord<byte[], byte[]>> log(Topic topic) {
    return log(kafka, topic.topicName(), feed);
  }

  public static List<ConsumerRecord<byte[], byte[]>> log(String kafka, String topic, FeedId feed) {
    List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = TopicFollower.consumer(kafka)) {
      int partitions = consumer.partitionsFor(topic).size();
      TopicPartition partition = new TopicPartition(topic, Topic.partition(feed, partitions));
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(log::add);
      }
    }
    return log;
  }

  @Override
  public void close() {
    follower.close();
    writer.close();
  }
}
