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
import news.dateline.testbed.verify.check.Outage;
import news.dateline.testbed.verify.check.PinChecker;
import news.dateline.testbed.verify.check.ReferenceLog;
import news.dateline.testbed.verify.check.SnapshotChecker;
import news.dateline.testbed.verify.feed.FrameCache;
import news.dateline.testbed.verify.feed.PublicApi;
import news.dateline.testbed.verify.subscriber.ConnectionCounters;
import news.dateline.testbed.verify.subscriber.Filter;
import news.dateline.testbed.verify.subscriber.RunContext;
import news.dateline.testbed.verify.subscriber.Subscriber;
import news.dateline.testbed.verify.subscriber.SubscriberLogs;
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

/**
 * One run: subscribers connect, editors work, processes are killed; then everything is compared.
 */
final class Verification implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private final Settings settings;
  private final Clock clock = Clock.systemUTC();
  private final PrintWriter notices;
  private final Violations violations = new Violations();
  private final OperationLog operationLog = new OperationLog();
  private final FrameCache frames = new FrameCache();
  private final ConnectionCounters counters = new ConnectionCounters();
  private final StreamClient client = new StreamClient(1);
  private final List<PublicApi> replicas;
  private final FeedEditor editor;
  private final Workload workload;
  private final FaultInjector faultInjector;
  private final SubscriberLogs logs;

  Verification(Settings settings, FeedEditor editor, PrintWriter notices) {
    this.settings = settings;
    this.editor = editor;
    this.notices = notices;
    this.replicas =
        settings.replicas().stream().map(uri -> new PublicApi(uri, editor.feed())).toList();
    this.logs = new SubscriberLogs(violations, settings.resetsAllowed());
    OperationGenerator generator =
        new OperationGenerator(settings.operations(), new SplittableRandom(settings.seed()), clock);
    OutcomeChecker outcomeChecker =
        new OutcomeChecker(
            operationLog, violations, new EmbargoProbe(replicas, operationLog, violations), clock);
    this.workload = new Workload(editor, generator, outcomeChecker, settings.prefix());
    this.faultInjector = new FaultInjector(settings.faults(), clock, this::recovered, notices);
  }

  VerifyReport run() {
    Cursor start = open();
    List<Subscriber> subscribers = connectSubscribers(start);
    long began = clock.millis();
    notices.println("verifying for " + settings.duration().toSeconds() + " s");
    ScheduledFuture<?> operations = workload.start(settings.rate());
    faultInjector.start();
    pause(settings.duration());
    List<Outage> outages = faultInjector.outages();
    operations.cancel(false);
    notices.println("waiting for operations in progress");
    Cursor last = finish();
    subscribers.forEach(Subscriber::settle);
    await(settings.timeout(), () -> logs.countReached(last.seq()) == subscribers.size());
    client.close();
    return compare(start, last, new LatencyRecorder(outages), began);
  }

  private Cursor open() {
    if (replicas.get(0).position().isEmpty()) {
      Map<String, Object> profile = Map.of("title", "Verifier", "timeZone", "Europe/Kyiv");
      OperationResult result =
          editor.send(Operation.Request.of("PUT ", profile), settings.prefix()).join();
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

  private List<Subscriber> connectSubscribers(Cursor start) {
    RunContext.ServiceUnderTest service =
        new RunContext.ServiceUnderTest(
            editor.feed(), settings.replicas(), settings.silence(), clock);
    RunContext context = new RunContext(client, service, start, frames, counters);
    SplittableRandom random = new SplittableRandom(~settings.seed());
    int span = (int) settings.duration().toMillis();
    List<Subscriber> all =
        IntStream.range(0, settings.subscribers())
            .mapToObj(
                number -> {
                  SplittableRandom own = random.split();
                  Filter filter = settings.filters() ? Filter.draw(own) : Filter.NONE;
                  return new Subscriber(
                      number, SubscriberProfile.draw(own, filter, span), context, logs);
                })
            .toList();
    all.forEach(Subscriber::start);
    long early = all.stream().filter(Subscriber::fromTheStart).count();
    if (!await(CONNECT_TIMEOUT, () -> logs.countReached(0) >= early)) {
      throw CommandFailedException.unreachable(
          "only " + logs.countReached(0) + " of " + early + " streams began");
    }
    return all;
  }

  /** Waits for the operations in progress, publishes the final item and returns its position. */
  private Cursor finish() {
    await(settings.timeout(), () -> workload.isDoneUntil(Long.MAX_VALUE));
    EmbargoMonitor releases = new EmbargoMonitor(operationLog, editor);
    if (!await(settings.timeout(), () -> releases.allReleased())) {
      violations.add(OUTCOME, "embargoes", "not all held items were released");
    }
    if (!await(settings.timeout(), () -> !replicas.get(0).hasBreaking(settings.prefix()))) {
      violations.add(OUTCOME, "breaking news", "did not end by itself");
    }
    OperationResult last =
        workload.finalItem(settings.operations().contains(Operation.Kind.BREAK)).join();
    if (last.cursor() == null) {
      throw CommandFailedException.unreachable("the final item was not accepted: " + last.text());
    }
    return last.cursor();
  }

  private VerifyReport compare(Cursor start, Cursor last, LatencyRecorder latency, long began) {
    notices.println("comparing");
    ReferenceLog referenceLog = new ReferenceLog(start, last.seq(), violations);
    referenceLog.addFrames("the stream", frames.all());
    SnapshotChecker snapshotChecker = new SnapshotChecker(workload.items(), violations);
    for (PublicApi replica : replicas) {
      PublicApi.FeedContents contents = replica.readAll(start, last);
      referenceLog.addFrames(replica + " /changes", contents.changes());
      referenceLog.addStates(replica + " snapshot", contents.items().values());
      snapshotChecker.check(replica, contents);
      PinChecker.check(
          replica.toString(), operationLog.entries(), contents.items().values(), violations);
    }
    referenceLog.addOperations(operationLog.entries());
    referenceLog.finish();
    DeliveryChecker deliveryChecker =
        new DeliveryChecker(referenceLog, operationLog, violations, latency);
    logs.all().forEach(deliveryChecker::check);
    return VerifyReport.of(
        settings,
        new VerifyReport.Run(workload, editor, operationLog, counters),
        violations,
        new VerifyReport.Proof(referenceLog, deliveryChecker, latency, began));
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
    while (!arrived.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause(POLL_INTERVAL);
    }
    return true;
  }

  @Override
  public void close() {
    faultInjector.close();
    workload.close();
    client.close();
  }
}
