package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.RejectionReason;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Plays the consumer's part: opens every feed, decides items as their feed's script says, and gives
 * an event id it has seen the same outcome again under the new cause. A feed whose script gives
 * null is never decided.
 */
final class StubConsumer implements CompactedTopicReader.RecordHandler {
  final List<EventEnvelope> seen = new CopyOnWriteArrayList<>();
  private final Map<FeedId, Function<EventEnvelope, Outcome>> scripts = new ConcurrentHashMap<>();
  private final Map<EventId, Outcome> decided = new ConcurrentHashMap<>();
  private final Map<EventId, String> digests = new ConcurrentHashMap<>();
  private final Producer<byte[], byte[]> producer;

  StubConsumer(String kafka) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    new CompactedTopicReader(
            new CompactedTopicReader.Source(kafka, Topic.NEWS_EVENTS, Long.MAX_VALUE),
            this,
            Clock.systemUTC())
        .start();
  }

  void script(String feed, Function<EventEnvelope, @Nullable Outcome> decide) {
    scripts.put(new FeedId(feed), decide::apply);
  }

  List<EventEnvelope> of(String feed) {
    return seen.stream().filter(event -> event.feed().value().equals(feed)).toList();
  }

  static Outcome accepted(EventEnvelope event, long seq, int version) {
    boolean ofItem = event.data() instanceof NewsEvent.ItemEvent;
    return new Outcome(
        event.id(),
        Outcome.Status.ACCEPTED,
        event.feed(),
        ofItem ? ((NewsEvent.ItemEvent) event.data()).id() : null,
        seq,
        seq,
        "abcd",
        ofItem ? version : null,
        null,
        "0@0");
  }

  /** An outcome that changed nothing. */
  static Outcome with(EventEnvelope event, Outcome.Status status) {
    Outcome accepted = accepted(event, 1, 1);
    return new Outcome(
        event.id(),
        status,
        event.feed(),
        accepted.item(),
        null,
        null,
        accepted.epoch(),
        accepted.version(),
        null,
        accepted.at());
  }

  static Outcome rejected(EventEnvelope event, RejectionReason reason) {
    Outcome accepted = accepted(event, 1, 4);
    return new Outcome(
        event.id(),
        Outcome.Status.REJECTED,
        event.feed(),
        accepted.item(),
        null,
        null,
        "abcd",
        accepted.version(),
        reason,
        "0@0");
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> entry) {
    EventEnvelope event = EventEnvelope.read(entry.key(), entry.headers(), entry.value());
    seen.add(event);
    if (event.data() instanceof NewsEvent.FeedDefined defined) {
      open(event.feed(), defined, entry.partition());
    }
    Outcome outcome = decide(event);
    if (outcome != null) {
      String cause = entry.partition() + "@" + entry.offset();
      send(
          new ProducerRecord<>(
              Topic.NEWS_OUTCOMES.topicName(),
              entry.partition(),
              event.id().value().getBytes(UTF_8),
              Json.write(outcome),
              new RecordHeaders().add("cause", cause.getBytes(UTF_8))));
    }
  }

  private @Nullable Outcome decide(EventEnvelope event) {
    if (!event.digest().equals(digests.computeIfAbsent(event.id(), id -> event.digest()))) {
      return rejected(event, RejectionReason.ID_REUSED);
    }
    return decided.computeIfAbsent(
        event.id(),
        id ->
            event.data() instanceof NewsEvent.FeedDefined
                ? accepted(event, 1, 1)
                : scripts.getOrDefault(event.feed(), e -> accepted(e, 2, 1)).apply(event));
  }

  /** Writes what readers may know of an item, and is back when it can be read. */
  void tell(PublicItem state) {
    write(Topic.FEED_STATE, state.feed(), state.key(), state.value());
  }

  /** Writes what the desk may know of an item, and is back when it can be read. */
  void tell(DeskState state) {
    write(Topic.DESK_STATE, state.feed(), state.key(), state.value());
  }

  /** Writes another outcome of an event: the final one of one that is held. */
  void tell(Outcome outcome) {
    FeedId feed = Objects.requireNonNull(outcome.feed());
    byte[] key = outcome.eventId().value().getBytes(UTF_8);
    write(Topic.NEWS_OUTCOMES, feed, key, Json.write(outcome));
  }

  private void write(Topic topic, FeedId feed, byte[] key, byte[] value) {
    int partition = Topic.partition(feed, ProducerFixture.PARTITIONS);
    try {
      producer.send(new ProducerRecord<>(topic.topicName(), partition, key, value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void open(FeedId feed, NewsEvent.FeedDefined defined, int partition) {
    PublicState state =
        new PublicFeed(
            feed,
            "abcd",
            1,
            PublicState.Change.OPENED,
            PublicFeed.Status.OPEN,
            defined.profile(),
            Instant.EPOCH);
    send(new ProducerRecord<>(Topic.FEED_STATE.topicName(), partition, state.key(), state.value()));
  }

  private void send(ProducerRecord<byte[], byte[]> entry) {
    producer.send(
        entry,
        (metadata, failure) -> {
          if (failure != null) {
            failure.printStackTrace();
          }
        });
  }

  @Override
  public void onTopicMismatch(TopicMismatchException mismatch) {
    throw mismatch;
  }
}
