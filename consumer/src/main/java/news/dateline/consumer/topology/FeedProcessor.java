package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import news.dateline.consumer.rules.Decision;
import news.dateline.consumer.rules.Effects;
import news.dateline.consumer.rules.Effects.FinalOutcome;
import news.dateline.consumer.rules.EventDecider;
import news.dateline.consumer.rules.LoggedEvent;
import news.dateline.consumer.rules.Timer;
import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.EventEnvelope;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.NewsEvent;
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
    StreamsClients.closed(task().context().taskId().partition());
    task().punctuator().cancel();
    task().publisher().cancel();
    Optional.ofNullable(task().erasing()).ifPresent(Cancellable::cancel);
  }

  /**
   * Reads, decides and fires timers first, and only then writes to stores and topics. So whatever
   * an event makes these steps throw, nothing of it has been written, and the event is set aside.
   */
  @Override
  public void process(Record<byte[], byte[]> entry) {
    commitSoon(entry.timestamp());
    Optional<EventEnvelope> event = read(entry);
    int rulesLevel = event.isEmpty() ? 0 : EventEnvelope.rulesLevelOf(entry.headers());
    fireDueTimers(event, rulesLevel);
    event.ifPresent(readable -> decide(entry, readable, rulesLevel));
    if (replay) {
      task().publisher().markUnpublished();
    }
    task().state().flush();
    task().sink().flush();
    task().punctuator().update(task().state().now());
  }

  /**
   * Requests a commit for an event that arrives after a pause. Events in quick succession share the
   * next periodic commit, because a commit takes as long as a hundred decisions. So do events that
   * others wait behind: each commit makes a backlog longer.
   */
  private void commitSoon(long recordTimestamp) {
    CommitPolicy policy = CommitPolicy.ofThread();
    long now = task().context().currentSystemTimeMs();
    if (policy.recordArrival(now, recordTimestamp, timing.commitInterval())
        && task().context().recordMetadata().map(policy::isLast).orElse(true)) {
      task().context().commit();
    }
  }

  /**
   * Fires the timers that are due, in their order, until their effects take too much memory, as
   * those of a long absence may. The timers that are left fire with the next records, which are
   * timer events if no others come. Before an event on an item, the timer of that item fires in any
   * case, and before the end of a feed all timers fire, because a closed feed publishes nothing.
   */
  private void fireDueTimers(Optional<EventEnvelope> event, int rulesLevel) {
    StoredState state = task().state();
    NewsEvent data = event.map(EventEnvelope::data).orElse(null);
    Optional<Timer> due = state.timers().firstDue(state.now());
    while (due.isPresent() && (data instanceof NewsEvent.FeedClosed || !task().sink().isFull())) {
      fire(due.get(), rulesLevel);
      due = state.timers().firstDue(state.now());
    }
    if (due.isPresent() && data instanceof NewsEvent.ItemEvent onItem) {
      String item = event.orElseThrow().feed().value() + "/" + onItem.id().value();
      state.timers().due(item, state.now()).ifPresent(timer -> fire(timer, rulesLevel));
    }
  }

  /** Fires a timer and removes it, also if it fails: it would fail again. */
  private void fire(Timer timer, int rulesLevel) {
    String item = timer.feed() + "/" + timer.item();
    task().state().timers().set(item, null);
    try {
      Effects effects = EventDecider.fire(task().state(), timer, rulesLevel);
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

  /** Returns the event of a record, or sets the record aside. */
  private Optional<EventEnvelope> read(Record<byte[], byte[]> entry) {
    try {
      return Optional.of(EventEnvelope.read(entry.key(), entry.headers(), entry.value()));
    } catch (RuntimeException e) {
      setAside(entry, e);
      return Optional.empty();
    }
  }

  private void decide(Record<byte[], byte[]> entry, EventEnvelope event, int rulesLevel) {
    try {
      decide(new LoggedEvent(event, recordCoordinates(), epochs.get(), rulesLevel));
    } catch (KafkaException e) {
      throw e; // a store has failed, and not the record
    } catch (RuntimeException e) {
      setAside(entry, e);
    }
  }

  private void setAside(Record<byte[], byte[]> entry, RuntimeException failure) {
    String at = recordCoordinates();
    log.warn(
        "Set record {}-{} aside: {}",
        Topic.NEWS_EVENTS.topicName(),
        at,
        UnreadableRecordException.reason(failure));
    listener.setAside(OutcomeListener.UNREADABLE);
    EventEnvelope.idOf(entry.headers())
        .map(id -> Outcome.of(id, Outcome.Status.REJECTED, feedOf(entry.key()), at))
        .map(rejected -> rejected.withReason(RejectionReason.UNREADABLE))
        .ifPresent(rejected -> task().sink().addOutcome(rejected, at));
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
    task().state().apply(effects, outcomes, task().sink());
    outcomes.forEach(decided -> task().sink().addOutcome(decided.outcome(), decided.event().at()));
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
