package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Supplier;
import news.dateline.consumer.rules.Decided;
import news.dateline.consumer.rules.Decision;
import news.dateline.consumer.rules.Recorded;
import news.dateline.consumer.rules.Rules;
import news.dateline.events.EditorialEvent;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Rejection;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds each record to the rules, then writes what they decided: state, changes and outcome in one
 * transaction.
 */
final class Decider implements Processor<byte[], byte[], Object, Object> {
  private static final Logger log = LoggerFactory.getLogger(Decider.class);

  private final Supplier<String> epochs;
  private final Observer observer;
  private @Nullable ProcessorContext<Object, Object> context;
  private @Nullable StoredState state;

  Decider(Supplier<String> epochs, Observer observer) {
    this.epochs = epochs;
    this.observer = observer;
  }

  @Override
  public void init(ProcessorContext<Object, Object> taskContext) {
    context = taskContext;
    state = new StoredState(taskContext);
  }

  @Override
  public void process(Record<byte[], byte[]> entry) {
    String at = position();
    try {
      EditorialEvent event = EditorialEvent.read(entry.key(), entry.headers(), entry.value());
      decide(new Recorded(event, at, epochs.get()));
    } catch (UnreadableRecordException e) {
      log.warn("skipped {}-{}: {}", Topic.NEWS_EVENTS.topicName(), at, e.getMessage());
      EditorialEvent.idOf(entry.headers())
          .ifPresent(id -> emit(unreadable(id, entry.key(), at), at));
    }
  }

  private void decide(Recorded recorded) {
    StoredState stored = state();
    Decision decision = Rules.decide(stored, recorded, stored.now());
    for (PublicState change : decision.changes()) {
      stored.put(change);
      forward(
          Topic.FEED_STATE,
          new Record<>(FeedTopology.keyOf(change), change, stored.now().toEpochMilli()));
    }
    EditorialEvent event = recorded.event();
    if (!decision.repeated()) {
      stored.put(event.id(), new Decided(event.digest(), decision.outcome()));
    }
    emit(decision.outcome(), recorded.at());
  }

  /**
   * The header tells a repeated outcome from its first telling: who waits, waits for the outcome of
   * one record.
   */
  private void emit(Outcome outcome, String cause) {
    forward(
        Topic.NEWS_OUTCOMES,
        new Record<Object, Object>(outcome.eventId().value(), outcome, state().now().toEpochMilli())
            .withHeaders(new RecordHeaders().add("cause", cause.getBytes(UTF_8))));
    observer.decided(outcome);
  }

  private static Outcome unreadable(EventId id, byte @Nullable [] key, String at) {
    return new Outcome(
        id,
        Outcome.Status.REJECTED,
        feedOf(key),
        null,
        null,
        null,
        null,
        null,
        Rejection.UNREADABLE,
        at);
  }

  private static @Nullable FeedId feedOf(byte @Nullable [] key) {
    try {
      return key == null ? null : new FeedId(new String(key, UTF_8));
    } catch (InvalidFieldException e) {
      return null;
    }
  }

  private String position() {
    Optional<RecordMetadata> metadata = context().recordMetadata();
    return metadata.map(place -> place.partition() + "@" + place.offset()).orElseThrow();
  }

  private void forward(Topic topic, Record<Object, Object> entry) {
    context().forward(entry, topic.topicName());
  }

  private ProcessorContext<Object, Object> context() {
    return java.util.Objects.requireNonNull(context, "init comes first");
  }

  private StoredState state() {
    return java.util.Objects.requireNonNull(state, "init comes first");
  }
}
