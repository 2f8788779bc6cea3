package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PolledSource;
import news.dateline.events.PublicItem;
import news.dateline.events.RejectionReason;
import news.dateline.events.Topic;
import news.dateline.testsupport.TopicFollower;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the consumer: decides the events of each feed like {@link StubFeed}, or those of
 * its items as a script says. An event whose id it has seen gets the same outcome again, with the
 * new cause. If a script returns null, the event gets no outcome.
 */
final class StubConsumer {
  final List<EventEnvelope> seen = new CopyOnWriteArrayList<>();
  private final Map<FeedId, Function<EventEnvelope, Outcome>> scripts = new ConcurrentHashMap<>();
  private final Map<FeedId, StubFeed> feeds = new ConcurrentHashMap<>();
  private final Map<EventId, Outcome> decided = new ConcurrentHashMap<>();
  private final Map<EventId, String> digests = new ConcurrentHashMap<>();
  private final TopicWriter writer;

  @SuppressWarnings({"this-escape", "resource"}) // it follows the topic until the JVM ends
  StubConsumer(String kafka) {
    writer = new TopicWriter(kafka);
    new TopicFollower(kafka, this::read, Topic.NEWS_EVENTS);
  }

  void script(String feed, Function<EventEnvelope, @Nullable Outcome> decide) {
    scripts.put(new FeedId(feed), decide::apply);
  }

  List<EventEnvelope> of(String feed) {
    return seen.stream().filter(event -> event.feed().value().equals(feed)).toList();
  }

  static Outcome accepted(EventEnvelope event, long seq, int version) {
    Integer itemVersion = event.data() instanceof NewsEvent.ItemEvent ? version : null;
    return Outcome.of(event.id(), Outcome.Status.ACCEPTED, event.feed(), "0@0")
        .withItem(itemOf(event), itemVersion)
        .withSeqs(seq, seq)
        .withEpoch(StubFeed.EPOCH);
  }

  /** Returns an outcome of version 1 that changed nothing. */
  static Outcome with(EventEnvelope event, Outcome.Status status) {
    return Outcome.of(event.id(), status, event.feed(), "0@0")
        .withItem(itemOf(event), accepted(event, 1, 1).version())
        .withEpoch(StubFeed.EPOCH);
  }

  static Outcome rejected(EventEnvelope event, RejectionReason reason) {
    return rejected(event, "0@0", StubFeed.EPOCH, reason, accepted(event, 1, 4).version());
  }

  static Outcome rejected(
      EventEnvelope event,
      String at,
      @Nullable String epoch,
      RejectionReason reason,
      @Nullable Integer version) {
    return Outcome.of(event.id(), Outcome.Status.REJECTED, event.feed(), at)
        .withItem(itemOf(event), version)
        .withEpoch(epoch)
        .withReason(reason);
  }

  static @Nullable ItemId itemOf(EventEnvelope event) {
    return event.data() instanceof NewsEvent.ItemEvent ofItem ? ofItem.id() : null;
  }

  private void read(ConsumerRecord<byte[], byte[]> entry) {
    EventEnvelope event = EventEnvelope.read(entry.key(), entry.headers(), entry.value());
    seen.add(event);
    String at = entry.partition() + "@" + entry.offset();
    Outcome outcome = decide(event, at);
    if (outcome != null) {
      writer.write(outcome, new RecordHeader("cause", at.getBytes(UTF_8)));
    }
  }

  private @Nullable Outcome decide(EventEnvelope event, String at) {
    if (!event.digest().equals(digests.computeIfAbsent(event.id(), id -> event.digest()))) {
      return rejected(event, at, null, RejectionReason.ID_REUSED, null);
    }
    return decided.computeIfAbsent(
        event.id(),
        id -> {
          Function<EventEnvelope, Outcome> script = scripts.get(event.feed());
          return script == null || event.data() instanceof NewsEvent.FeedDefined
              ? feeds
                  .computeIfAbsent(event.feed(), feed -> new StubFeed(feed, writer))
                  .decide(event, at)
              : script.apply(event);
        });
  }

  /** Writes the public state of an item, and returns when Kafka has it. */
  void write(PublicItem state) {
    TopicWriter.await(writer.write(state));
  }

  /** Writes what only editors may know of an item, and returns when Kafka has it. */
  void write(DeskState state) {
    TopicWriter.await(writer.write(state));
  }

  /** Writes the state of a polled source, as a producer does. */
  void write(PolledSource source) {
    TopicWriter.await(writer.write(source));
  }

  /** Writes a record that is none of the topic. */
  void writeNonsense(Topic topic, String feed, String key, String value) {
    TopicWriter.await(
        writer.write(topic, new FeedId(feed), key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  /** Writes another outcome of an event, such as the final one of a held event. */
  void write(Outcome outcome) {
    TopicWriter.await(writer.write(outcome));
  }
}
