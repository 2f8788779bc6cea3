package news.dateline.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.FeedId;
import news.dateline.events.Identity;
import news.dateline.events.Json;
import news.dateline.events.Outcome;
import news.dateline.events.Partner;
import news.dateline.events.PolledSource;
import news.dateline.events.Presence;
import news.dateline.events.PublicState;
import news.dateline.events.Reach;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records to Dateline's topics as the services do: same key, same partition, no batching
 * delay. Thread-safe. The topics must exist.
 */
public final class TopicWriter implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  private TopicWriter(Map<String, Object> settings) {
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A writer whose records can be read as soon as Kafka has acknowledged them. */
  public TopicWriter(String kafka) {
    this(Map.of("bootstrap.servers", kafka, "linger.ms", 0));
  }

  /** A writer for {@link #commit} only. */
  public static TopicWriter transactional(String kafka) {
    Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", kafka));
    settings.put("transactional.id", UUID.randomUUID().toString());
    TopicWriter writer = new TopicWriter(settings);
    writer.producer.initTransactions();
    return writer;
  }

  /** Creates every topic that does not exist yet with this number of partitions. */
  public static void createTopics(String kafka, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      List<NewTopic> topics =
          Arrays.stream(Topic.values())
              .map(
                  topic ->
                      new NewTopic(topic.topicName(), partitions, (short) 1)
                          .configs(topic.settings()))
              .toList();
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sets the intervals of the topics' segments and compaction to two seconds, which are minutes in
   * production, and that of the broker's cleaner to half a second.
   */
  public static void shortenIntervals(String kafka, Predicate<String> topics) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
      for (String topic : admin.listTopics().names().get()) {
        if (topics.test(topic)) {
          changes.put(
              new ConfigResource(ConfigResource.Type.TOPIC, topic),
              List.of(
                  set("segment.ms", "2000"),
                  set("max.compaction.lag.ms", "2000"),
                  set("file.delete.delay.ms", "100")));
        }
      }
      changes.put(
          new ConfigResource(ConfigResource.Type.BROKER, ""),
          List.of(set("log.cleaner.backoff.ms", "500")));
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  public Future<RecordMetadata> write(EventEnvelope event) {
    return producer.send(
        new ProducerRecord<>(
            Topic.NEWS_EVENTS.topicName(),
            partition(Topic.NEWS_EVENTS, event.feed()),
            null,
            event.key(),
            event.value(),
            event.headers()));
  }

  public Future<RecordMetadata> write(PublicState state) {
    return write(Topic.FEED_STATE, state.feed(), state.key(), state.value());
  }

  /** Calls back on Kafka's thread once Kafka has acknowledged the write, or has not. */
  public Future<RecordMetadata> write(PublicState state, Callback written) {
    int partition = partition(Topic.FEED_STATE, state.feed());
    return producer.send(
        new ProducerRecord<>(Topic.FEED_STATE.topicName(), partition, state.key(), state.value()),
        written);
  }

  public Future<RecordMetadata> write(DeskState state) {
    return write(Topic.DESK_STATE, state.feed(), state.key(), state.value());
  }

  /** Writes an outcome to the partition of its feed, which the outcome must name. */
  public Future<RecordMetadata> write(Outcome outcome, Header... headers) {
    FeedId feed = Objects.requireNonNull(outcome.feed());
    return producer.send(
        new ProducerRecord<>(
            Topic.NEWS_OUTCOMES.topicName(),
            partition(Topic.NEWS_OUTCOMES, feed),
            null,
            outcome.eventId().value().getBytes(UTF_8),
            Json.write(outcome),
            List.of(headers)));
  }

  public Future<RecordMetadata> write(Partner partner) {
    return producer.send(
        new ProducerRecord<>(Topic.PARTNERS.topicName(), partner.key(), partner.value()));
  }

  public Future<RecordMetadata> write(Identity identity) {
    return producer.send(
        new ProducerRecord<>(Topic.IDENTITIES.topicName(), identity.key(), identity.value()));
  }

  public Future<RecordMetadata> write(PolledSource source) {
    return producer.send(
        new ProducerRecord<>(Topic.IMPORT_SOURCES.topicName(), source.key(), source.value()));
  }

  /** Writes what a replica of feed-api reports at that time. */
  public Future<RecordMetadata> write(Reach reach, Instant at) {
    return producer.send(
        new ProducerRecord<>(
            Topic.REACH.topicName(), null, at.toEpochMilli(), reach.key(), reach.value()));
  }

  /** Writes that an editor was announced at that time. */
  public Future<RecordMetadata> write(Presence presence, Instant at) {
    return producer.send(
        new ProducerRecord<>(
            Topic.PRESENCE.topicName(), null, at.toEpochMilli(), presence.key(), presence.value()));
  }

  /** Writes a record that need not be readable. */
  public Future<RecordMetadata> write(Topic topic, FeedId feed, byte[] key, byte[] value) {
    return producer.send(
        new ProducerRecord<>(topic.topicName(), partition(topic, feed), key, value));
  }

  /** Runs the writes in one transaction and commits it. */
  public synchronized void commit(Runnable writes) {
    producer.beginTransaction();
    writes.run();
    producer.commitTransaction();
  }

  /** Waits until Kafka has acknowledged a write. */
  public static RecordMetadata await(Future<RecordMetadata> written) {
    try {
      return written.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private int partition(Topic topic, FeedId feed) {
    return Topic.partition(feed, producer.partitionsFor(topic.topicName()).size());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
