package news.dateline.testbed.verify;

import static news.dateline.testbed.verify.Violation.Kind.OUTCOME;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import news.dateline.testbed.verify.ExpectedItem.State;
import news.dateline.testbed.verify.Operation.Kind;

/**
 * The editors: they act at a fixed rate, on many items at once, and see each act through to its
 * outcome. Everything but {@link #doneWith} happens on its one thread.
 */
final class Workload implements AutoCloseable {
  /** What may be under way while the desk is away; further acts are skipped then. */
  private static final int MOST_UNDER_WAY = 300;

  /** An embargo that ends sooner is not touched: who wins would be chance. */
  private static final long UNTOUCHED = 2_000;

  private static final int REPEAT_ONE_IN = 20;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "newsroom"));
  private final FeedEditor editor;
  private final OperationGenerator script;
  private final OutcomeChecker outcomes;
  private final Clock clock;
  private final String prefix;
  private final List<ExpectedItem> stories = new ArrayList<>();
  private final Map<State, List<ExpectedItem>> idle = new EnumMap<>(State.class);
  private final Map<Integer, Long> underWay = new ConcurrentHashMap<>();
  private int skipped;

  Workload(FeedEditor editor, OperationGenerator script, OutcomeChecker outcomes, String prefix) {
    this.editor = editor;
    this.script = script;
    this.outcomes = outcomes;
    this.clock = outcomes.clock();
    this.prefix = prefix;
  }

  /** Acts at the given rate until the returned work is cancelled. */
  ScheduledFuture<?> work(double rate) {
    return thread.scheduleAtFixedRate(
        this::actOnce, 0, Math.round(1e9 / rate), TimeUnit.NANOSECONDS);
  }

  /** Whether every act sent until then has its outcome; in milliseconds of the wall clock. */
  boolean doneWith(long sent) {
    return underWay.values().stream().noneMatch(begun -> begun <= sent);
  }

  /** Publishes the item that ends the run, and marks it; completes with the last verdict. */
  CompletableFuture<OperationResult> lastWord(boolean mark) {
    return CompletableFuture.supplyAsync(this::newStory, thread)
        .thenComposeAsync(
            story ->
                start(script.lastWord(story))
                    .thenComposeAsync(
                        published ->
                            mark
                                ? start(script.lastMark(story))
                                : CompletableFuture.completedFuture(published),
                        thread),
            thread);
  }

  private void actOnce() {
    if (underWay.size() >= MOST_UNDER_WAY) {
      skipped++;
      return;
    }
    Kind kind = script.draw(this::possible);
    ExpectedItem story = kind.from() == State.IDEA ? newStory() : take(kind.from());
    // what becomes of it, the journal tells
    CompletableFuture<OperationResult> unused = start(script.write(kind, story));
  }

  private boolean possible(Kind kind) {
    if (kind.from() == State.HELD) {
      idle(State.HELD).removeIf(story -> story.release() - clock.millis() < UNTOUCHED);
    }
    return kind.from() == State.IDEA || !idle(kind.from()).isEmpty();
  }

  private List<ExpectedItem> idle(State state) {
    return idle.computeIfAbsent(state, any -> new ArrayList<>());
  }

  private ExpectedItem newStory() {
    ExpectedItem story = new ExpectedItem(prefix + stories.size());
    stories.add(story);
    return story;
  }

  private ExpectedItem take(State state) {
    List<ExpectedItem> open = idle(state);
    int chosen = script.draw(open.size());
    ExpectedItem story = open.get(chosen);
    open.set(chosen, open.get(open.size() - 1));
    open.remove(open.size() - 1);
    return story;
  }

  private CompletableFuture<OperationResult> start(Operation act) {
    long sent = clock.millis();
    underWay.put(act.number(), sent);
    outcomes.beginning(act);
    String key = prefix + act.number();
    return editor
        .send(act.request(), key)
        .thenApplyAsync(
            verdict -> {
              if (outcomes.decided(new OperationLog.Entry(act, sent, verdict))) {
                idle(act.story().state()).add(act.story());
              }
              return verdict;
            },
            thread)
        .thenCompose(verdict -> repeat(act, key, verdict))
        .whenComplete(
            (verdict, error) -> {
              underWay.remove(act.number());
              if (error != null) {
                outcomes.complain(OUTCOME, act, OperationResult.NONE, String.valueOf(error));
              }
            });
  }

  /**
   * Now and then sends an act again that has its outcome, as an editor does who lost the answer.
   */
  private CompletableFuture<OperationResult> repeat(
      Operation act, String key, OperationResult first) {
    if (act.number() % REPEAT_ONE_IN != 0 || !first.accepted()) {
      return CompletableFuture.completedFuture(first);
    }
    return editor
        .send(act.request(), key)
        .thenApply(
            again -> {
              if (again.decided() && !again.repeats(first)) {
                outcomes.complain(
                    OUTCOME, act, first, "sent again: " + again.text() + " " + again.cursor());
              }
              return first;
            });
  }

  /** All items, in the order in which they were first written. Once nothing is under way. */
  List<ExpectedItem> stories() {
    return List.copyOf(stories);
  }

  /** How often the rate was not kept because too much was under way. */
  int skipped() {
    return skipped;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
