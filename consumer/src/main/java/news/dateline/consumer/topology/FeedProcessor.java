package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import news.dateline.consumer.rules.Decision;
import news.dateline.consumer.rules.Effects;
import news.dateline.consumer.rules.EventDecider;
import news.dateline.consumer.rules.FinalOutcome;
import news.dateline.consumer.rules.LoggedEvent;
import news.dateline.consumer.rules.Timer;
import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides each record of {@code news-events} and writes state, changes and outcome in one
 * transaction. Timers that the timestamp of the record shows to be due fire first. One instance
 * serves one task, on its stream thread.
 */
final class FeedProcessor implements Processor<byte[], byte[], String, TopicSink.PartitionedValue> {
  private static final Logger log = LoggerFactory.getLogger(FeedProcessor.class);

  private final Supplier<String> epochs;
  private final FeedTopology.Timing timing;
  private final OutcomeListener listener;
  private final boolean replay;
  private @Nullable Task task;

  /** What {@link #init} makes for the partition. */
  private record Task(
      ProcessorContext<String, TopicSink.PartitionedValue> context,
      StoredState state,
      TopicSink sink,
      TimerPunctuator punctuator,
      StatePublisher publisher,
      @Nullable Cancellable erasing) {}

  /**
   * @param replay decides into the stores only, for a rebuild: sends no record and erases nothing
   */
  FeedProcessor(
      Supplier<String> epochs,
      FeedTopology.Timing timing,
      OutcomeListener listener,
      boolean replay) {
    this.epochs = epochs;
    this.timing = timing;
    this.listener = listener;
    this.replay = replay;
  }

  @Override
  public void init(ProcessorContext<String, TopicSink.PartitionedValue> context) {
    TopicSink sink = new TopicSink(context, listener, replay);
    StoredState state = new StoredState(context);
    TimerPunctuator punctuator = new TimerPunctuator(context, state.timers(), sink);
    punctuator.update(state.now());
    StatePublisher publisher = new StatePublisher(context, sink);
    Cancellable erasing = null;
    if (!replay) {
      publisher.start();
      Eraser eraser = new Eraser(context, sink, timing.segment());
      erasing =
          context.schedule(
              Eraser.interval(timing.segment()), PunctuationType.WALL_CLOCK_TIME, eraser::erase);
    }
    task = new Task(context, state, sink, punctuator, publisher, erasing);
  }

  /** Cancels the punctuations: Kafka Streams keeps them when it revives a task. */
  @Override
  public void close() {
    task().punctuator().cancel();
    task().publisher().cancel();
    if (task().erasing() != null) {
      task().erasing().cancel();
    }
  }

  /**
   * Reads, decides and fires timers first, and only then writes to stores and topics. So whatever
   * an event makes these steps throw, nothing of it has been written, and the event is set aside.
   */
  @Override
  public void process(Record<byte[], byte[]> entry) {
    commitSoon(entry.timestamp());
    fireDueTimers();
    decide(entry);
    if (replay) {
      task().publisher().markUnpublished();
    }
    flush();
    task().punctuator().update(task().state().now());
  }

  /**
   * Requests a commit for an event that arrives after a pause. Events in quick succession share the
   * next periodic commit, because a commit takes as long as a hundred decisions.
   */
  private void commitSoon(long recordTimestamp) {
    long now = task().context().currentSystemTimeMs();
    if (CommitPolicy.ofThread().recordArrival(now, recordTimestamp, timing.commitInterval())) {
      task().context().commit();
    }
  }

  private void fireDueTimers() {
    StoredState state = task().state();
    for (Optional<Timer> due = state.timers().firstDue(state.now());
        due.isPresent();
        due = state.timers().firstDue(state.now())) {
      fire(due.get());
      // The timers of a long absence may not fit in memory. Each of them has been decided.
      if (task().sink().isFull()) {
        flush();
      }
    }
  }

  /** Fires a timer and removes it, also if it fails: it would fail again. */
  private void fire(Timer timer) {
    StoredState state = task().state();
    String item = timer.feed() + "/" + timer.item();
    state.timers().set(item, null);
    try {
      Effects effects = EventDecider.fire(state, timer);
      apply(effects, effects.finalOutcomes());
    } catch (KafkaException e) {
      throw e; // a store has failed, and not the timer
    } catch (RuntimeException e) {
      log.error(
          "Removed the timer of {}, due at {}, before record {}-{}: {}",
          item,
          timer.due(),
          Topic.NEWS_EVENTS.topicName(),
          recordCoordinates(),
          UnreadableRecordException.reason(e));
      listener.setAside(OutcomeListener.TIMER);
    }
  }

  private void decide(Record<byte[], byte[]> entry) {
    String at = recordCoordinates();
    try {
      EventEnvelope event = EventEnvelope.read(entry.key(), entry.headers(), entry.value());
      decide(new LoggedEvent(event, at, epochs.get()));
    } catch (KafkaException e) {
      throw e; // a store has failed, and not the record
    } catch (RuntimeException e) {
      log.warn(
          "Set record {}-{} aside: {}",
          Topic.NEWS_EVENTS.topicName(),
          at,
          UnreadableRecordException.reason(e));
      listener.setAside(OutcomeListener.UNREADABLE);
      EventEnvelope.idOf(entry.headers())
          .ifPresent(id -> task().sink().addOutcome(unreadable(id, entry.key(), at), at));
    }
  }

  private void decide(LoggedEvent logged) {
    StoredState state = task().state();
    Decision decision = EventDecider.decide(state, logged, state.now());
    List<FinalOutcome> outcomes = new ArrayList<>(decision.effects().finalOutcomes());
    if (decision.remember()) {
      EventEnvelope event = logged.event();
      outcomes.add(
          new FinalOutcome(
              new PendingEvent(event.id(), event.digest(), state.now(), logged.at()),
              decision.outcome()));
    }
    apply(decision.effects(), outcomes);
    if (!decision.remember()) {
      task().sink().addOutcome(decision.outcome(), logged.at());
    }
  }

  private void apply(Effects effects, List<FinalOutcome> outcomes) {
    TopicSink sink = task().sink();
    task().state().apply(effects, outcomes, sink);
    outcomes.forEach(decided -> sink.addOutcome(decided.outcome(), decided.event().at()));
  }

  private void flush() {
    task().state().flush();
    task().sink().flush();
  }

  private static Outcome unreadable(EventId id, byte @Nullable [] key, String at) {
    return Outcome.of(id, Outcome.Status.REJECTED, feedOf(key), at)
        .withReason(RejectionReason.UNREADABLE);
  }

  private static @Nullable FeedId feedOf(byte @Nullable [] key) {
    try {
      return key == null ? null : new FeedId(new String(key, UTF_8));
    } catch (InvalidFieldException e) {
      return null;
    }
  }

  /** Returns the coordinates of the current record, {@code partition@offset}. */
  private String recordCoordinates() {
    return task()
        .context()
        .recordMetadata()
        .map(metadata -> metadata.partition() + "@" + metadata.offset())
        .orElseThrow();
  }

  private Task task() {
    return Objects.requireNonNull(task, "init has not been called");
  }
}
