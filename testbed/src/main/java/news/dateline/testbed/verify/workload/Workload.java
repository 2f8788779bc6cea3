package news.dateline.testbed.verify.workload;

import static news.dateline.testbed.verify.violation.Violation.Kind.OUTCOME;

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
import news.dateline.testbed.verify.workload.ExpectedItem.State;
import news.dateline.testbed.verify.workload.Operation.Kind;

/**
 * Performs operations at a fixed rate, on many items at once, each until it has an outcome. All
 * state except {@link #isDoneUntil} is confined to one thread.
 */
public final class Workload implements AutoCloseable {
  /** The most operations in progress, while the editors' API is away; further ones are skipped. */
  private static final int MAX_IN_PROGRESS = 300;

  /**
   * A held item is not changed in the last milliseconds before its release: the order would be
   * chance.
   */
  private static final long MIN_MILLIS_TO_RELEASE = 2_000;

  private static final int REPEAT_ONE_IN = 20;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "workload"));
  private final FeedEditor editor;
  private final OperationGenerator generator;
  private final OutcomeChecker outcomeChecker;
  private final Clock clock;
  private final String prefix;
  private final List<ExpectedItem> items = new ArrayList<>();
  private final Map<State, List<ExpectedItem>> idle = new EnumMap<>(State.class);
  private final Map<Integer, Long> inProgress = new ConcurrentHashMap<>();
  private int skipped;

  public Workload(
      FeedEditor editor,
      OperationGenerator generator,
      OutcomeChecker outcomeChecker,
      String prefix) {
    this.editor = editor;
    this.generator = generator;
    this.outcomeChecker = outcomeChecker;
    this.clock = outcomeChecker.clock();
    this.prefix = prefix;
  }

  /** Performs operations at the given rate per second until the returned future is cancelled. */
  public ScheduledFuture<?> start(double rate) {
    return thread.scheduleAtFixedRate(
        this::performOne, 0, Math.round(1e9 / rate), TimeUnit.NANOSECONDS);
  }

  /** Returns true if every operation sent until then, in epoch milliseconds, has its outcome. */
  public boolean isDoneUntil(long sent) {
    return inProgress.values().stream().noneMatch(begun -> begun <= sent);
  }

  /** Publishes the final item and, if asked, makes it breaking. Completes with the last result. */
  public CompletableFuture<OperationResult> finalItem(boolean breaking) {
    return CompletableFuture.supplyAsync(this::newItem, thread)
        .thenComposeAsync(
            item ->
                send(generator.finalItem(item))
                    .thenComposeAsync(
                        published ->
                            breaking
                                ? send(generator.finalBreaking(item))
                                : CompletableFuture.completedFuture(published),
                        thread),
            thread);
  }

  private void performOne() {
    if (inProgress.size() >= MAX_IN_PROGRESS) {
      skipped++;
      return;
    }
    Kind kind = generator.draw(this::possible);
    ExpectedItem item = kind.from() == State.NEW ? newItem() : take(kind.from());
    // the operation log has the result
    CompletableFuture<OperationResult> unused = send(generator.create(kind, item));
  }

  private boolean possible(Kind kind) {
    if (kind.from() == State.HELD) {
      idle(State.HELD).removeIf(item -> item.release() - clock.millis() < MIN_MILLIS_TO_RELEASE);
    }
    return kind.from() == State.NEW || !idle(kind.from()).isEmpty();
  }

  private List<ExpectedItem> idle(State state) {
    return idle.computeIfAbsent(state, any -> new ArrayList<>());
  }

  private ExpectedItem newItem() {
    ExpectedItem item = new ExpectedItem(prefix + items.size());
    items.add(item);
    return item;
  }

  private ExpectedItem take(State state) {
    List<ExpectedItem> open = idle(state);
    int chosen = generator.draw(open.size());
    ExpectedItem item = open.get(chosen);
    open.set(chosen, open.get(open.size() - 1));
    open.remove(open.size() - 1);
    return item;
  }

  private CompletableFuture<OperationResult> send(Operation operation) {
    long sent = clock.millis();
    inProgress.put(operation.number(), sent);
    outcomeChecker.started(operation);
    String key = prefix + operation.number();
    return editor
        .send(operation.request(), key)
        .thenApplyAsync(
            result -> {
              if (outcomeChecker.decided(new OperationLog.Entry(operation, sent, result))) {
                idle(operation.item().state()).add(operation.item());
              }
              return result;
            },
            thread)
        .thenCompose(result -> repeat(operation, key, result))
        .whenComplete(
            (result, error) -> {
              inProgress.remove(operation.number());
              if (error != null) {
                outcomeChecker.report(
                    OUTCOME, operation, OperationResult.NONE, String.valueOf(error));
              }
            });
  }

  /**
   * Sends one operation in twenty again after its outcome, as a client that lost the answer would.
   */
  private CompletableFuture<OperationResult> repeat(
      Operation operation, String key, OperationResult first) {
    if (operation.number() % REPEAT_ONE_IN != 0 || !first.accepted()) {
      return CompletableFuture.completedFuture(first);
    }
    return editor
        .send(operation.request(), key)
        .thenApply(
            again -> {
              if (again.isFinal() && !again.sameOutcome(first)) {
                outcomeChecker.report(
                    OUTCOME, operation, first, "repeated: " + again.text() + " " + again.cursor());
              }
              return first;
            });
  }

  /** All items, in the order of their first operation. Call once no operation is in progress. */
  public List<ExpectedItem> items() {
    return List.copyOf(items);
  }

  public int skipped() {
    return skipped;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
