package news.dateline.testbed.verify;

import static news.dateline.testbed.verify.violation.Violation.Kind.OUTCOME;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.events.Cursor;
import news.dateline.testbed.sse.StreamClient;
import news.dateline.testbed.verify.check.DeliveryChecker;
import news.dateline.testbed.verify.check.LatencyRecorder;
import news.dateline.testbed.verify.check.LatencyRecorder.Outage;
import news.dateline.testbed.verify.check.ReferenceLog;
import news.dateline.testbed.verify.check.SnapshotChecker;
import news.dateline.testbed.verify.feed.FrameCache;
import news.dateline.testbed.verify.feed.PublicApi;
import news.dateline.testbed.verify.subscriber.ConnectionCounters;
import news.dateline.testbed.verify.subscriber.RunContext;
import news.dateline.testbed.verify.subscriber.StreamFilter;
import news.dateline.testbed.verify.subscriber.Subscriber;
import news.dateline.testbed.verify.subscriber.SubscriberProfile;
import news.dateline.testbed.verify.violation.Violations;
import news.dateline.testbed.verify.workload.EmbargoMonitor;
import news.dateline.testbed.verify.workload.EmbargoProbe;
import news.dateline.testbed.verify.workload.FeedEditor;
import news.dateline.testbed.verify.workload.Operation;
import news.dateline.testbed.verify.workload.OperationGenerator;
import news.dateline.testbed.verify.workload.OperationLog;
import news.dateline.testbed.verify.workload.OperationResult;
import news.dateline.testbed.verify.workload.OutcomeChecker;
import news.dateline.testbed.verify.workload.Workload;

/** One run: subscribers connect, editors work, processes are killed; then all is compared. */
final class Verification implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private final VerifyOptions options;
  private final String prefix;
  private final Clock clock = Clock.systemUTC();
  private final PrintWriter notices;
  private final Violations violations = new Violations();
  private final OperationLog operationLog;
  private final FrameCache frames = new FrameCache();
  private final ConnectionCounters counters = new ConnectionCounters();
  private final StreamClient client = new StreamClient(1);
  private final List<PublicApi> replicas;
  private final FeedEditor editor;
  private final Workload workload;
  private final FaultInjector faultInjector;

  /** Creates a run; the prefix begins the id of each of its items. */
  Verification(VerifyOptions options, FeedEditor editor, String prefix, PrintWriter notices) {
    this.options = options;
    this.prefix = prefix;
    this.editor = editor;
    this.notices = notices;
    this.operationLog = new OperationLog(options.clockError);
    this.replicas =
        options.replicas.stream().map(uri -> new PublicApi(uri, editor.feed())).toList();
    OperationGenerator generator =
        new OperationGenerator(
            options.operations, options.duration, new SplittableRandom(options.seed), clock);
    OutcomeChecker outcomeChecker =
        new OutcomeChecker(
            operationLog, violations, new EmbargoProbe(replicas, operationLog, violations), clock);
    this.workload = new Workload(editor, generator, outcomeChecker, prefix);
    this.faultInjector = new FaultInjector(options, clock, this::recovered, notices);
  }

  VerifyReport run() {
    Cursor start = open();
    List<Subscriber> subscribers = connectSubscribers(start);
    long began = clock.millis();
    notices.println("verifying for " + options.duration.toSeconds() + " s");
    ScheduledFuture<?> operations = workload.start(options.rate);
    faultInjector.start();
    pause(options.duration);
    List<Outage> outages = faultInjector.outages();
    operations.cancel(false);
    notices.println("waiting for operations in progress");
    Cursor last = finish();
    subscribers.forEach(Subscriber::settle);
    await(options.endTimeout(), () -> reached(subscribers, last.seq()) == subscribers.size());
    client.close();
    return compare(subscribers, start, last, new LatencyRecorder(outages, began));
  }

  private Cursor open() {
    if (replicas.get(0).position().isEmpty()) {
      Map<String, Object> profile = Map.of("title", "Verifier", "timeZone", "Europe/Kyiv");
      OperationResult result = editor.send(Operation.Request.of("PUT ", profile), prefix).join();
      if (!result.accepted() && !result.unchanged()) {
        throw CommandFailedException.unreachable("the feed cannot be opened: " + result.text());
      }
    }
    List<Cursor> positions = new ArrayList<>();
    for (PublicApi replica : replicas) {
      positions.add(
          replica
              .position()
              .orElseThrow(
                  () -> CommandFailedException.unreachable(replica + " has no such feed")));
    }
    editor.client().feeds(); // a client that has had an answer keeps trying while parts are down
    return positions.get(0);
  }

  private RunContext context(Cursor start) {
    return new RunContext(
        editor.feed(),
        options.replicas,
        options.silence,
        options.resetsAllowed,
        start,
        client,
        clock,
        frames,
        counters,
        violations);
  }

  private List<Subscriber> connectSubscribers(Cursor start) {
    RunContext context = context(start);
    SplittableRandom random = new SplittableRandom(~options.seed);
    int span = (int) options.duration.toMillis();
    List<Subscriber> all =
        IntStream.range(0, options.subscribers)
            .mapToObj(number -> new Subscriber(number, profile(random.split(), span), context))
            .toList();
    all.forEach(Subscriber::start);
    long early = all.stream().filter(Subscriber::fromTheStart).count();
    if (!await(CONNECT_TIMEOUT, () -> reached(all, 0) >= early)) {
      throw CommandFailedException.unreachable(
          "only " + reached(all, 0) + " of " + early + " streams began");
    }
    return all;
  }

  private SubscriberProfile profile(SplittableRandom random, int span) {
    StreamFilter filter = options.unfiltered ? StreamFilter.NONE : StreamFilter.draw(random);
    return SubscriberProfile.draw(random, filter, span);
  }

  /** Waits for the operations in progress, publishes the final item and returns its position. */
  private Cursor finish() {
    await(options.timeout, () -> workload.isDoneUntil(Long.MAX_VALUE));
    EmbargoMonitor releases = new EmbargoMonitor(operationLog, editor);
    if (!await(options.timeout, () -> releases.allReleased())) {
      violations.add(OUTCOME, "embargoes", "not all held items were released");
    }
    if (!await(options.timeout, () -> !replicas.get(0).hasBreaking(prefix))) {
      violations.add(OUTCOME, "breaking news", "did not end by itself");
    }
    OperationResult last =
        workload.finalItem(options.operations.contains(Operation.Kind.BREAK)).join();
    if (last.cursor() == null) {
      throw CommandFailedException.unreachable("the final item was not accepted: " + last.text());
    }
    return last.cursor();
  }

  private VerifyReport compare(
      List<Subscriber> subscribers, Cursor start, Cursor last, LatencyRecorder latency) {
    notices.println("comparing");
    ReferenceLog referenceLog = new ReferenceLog(start, last.seq(), violations);
    referenceLog.addFrames("the stream", frames.all());
    SnapshotChecker snapshotChecker =
        new SnapshotChecker(workload.items(), operationLog.entries(), violations);
    for (PublicApi replica : replicas) {
      PublicApi.FeedContents contents = replica.readAll(start, last);
      referenceLog.addFrames(replica + " /changes", contents.changes());
      referenceLog.addStates(replica + " snapshot", contents.items().values());
      snapshotChecker.check(replica, contents);
    }
    referenceLog.addOperations(operationLog.entries());
    referenceLog.finish();
    DeliveryChecker deliveryChecker =
        new DeliveryChecker(referenceLog, operationLog, violations, latency);
    subscribers.forEach(subscriber -> deliveryChecker.check(subscriber.log()));
    return report(referenceLog, deliveryChecker, latency);
  }

  private VerifyReport report(
      ReferenceLog referenceLog, DeliveryChecker deliveryChecker, LatencyRecorder latency) {
    return new VerifyReport(
        violations.isEmpty(),
        editor.feed(),
        options.seed,
        options.subscribers,
        options.duration.toSeconds(),
        options.rate,
        operationLog.decided(),
        editor.client().repeats(),
        workload.skipped(),
        referenceLog.last() - referenceLog.first(),
        referenceLog.unseen(),
        deliveryChecker.deliveries(),
        deliveryChecker.conflated(),
        counters.totals(),
        latency.published(),
        latency.undisturbed(),
        latency.released(),
        latency.impacts(),
        violations.counts(),
        violations.examples());
  }

  /** The number of subscribers whose cursor has reached the seq. */
  private static long reached(List<Subscriber> subscribers, long seq) {
    return subscribers.stream().filter(each -> each.log().reached() >= seq).count();
  }

  /** Returns true if every operation sent until then has a result and every replica answers. */
  private boolean recovered(long since) {
    return workload.isDoneUntil(since) && replicas.stream().allMatch(PublicApi::isAvailable);
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static boolean await(Duration timeout, BooleanSupplier arrived) {
    long end = System.nanoTime() + timeout.toNanos();
    while (!arrived.getAsBoolean() && System.nanoTime() - end < 0) {
      pause(POLL_INTERVAL);
    }
    return arrived.getAsBoolean();
  }

  @Override
  public void close() {
    faultInjector.close();
    workload.close();
    client.close();
  }
}
