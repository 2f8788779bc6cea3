package news.dateline.testbed.verify;

import static news.dateline.testbed.verify.Violation.Kind.OUTCOME;

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

/** One run: subscribers gather, editors act, parts are killed; then all of it is compared. */
final class Verification implements AutoCloseable {
  private static final Duration GATHERING = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Settings settings;
  private final Clock clock = Clock.systemUTC();
  private final PrintWriter notices;
  private final Violations violations = new Violations();
  private final OperationLog journal = new OperationLog();
  private final FrameCache frames = new FrameCache();
  private final ConnectionCounters tally = new ConnectionCounters();
  private final StreamClient client = new StreamClient(1);
  private final List<PublicApi> replicas;
  private final FeedEditor editor;
  private final Workload newsroom;
  private final FaultInjector breakdown;
  private final SubscriberLogs book;

  Verification(Settings settings, FeedEditor editor, PrintWriter notices) {
    this.settings = settings;
    this.editor = editor;
    this.notices = notices;
    this.replicas =
        settings.replicas().stream().map(uri -> new PublicApi(uri, editor.feed())).toList();
    this.book = new SubscriberLogs(violations, settings.resetsAllowed());
    OperationGenerator script =
        new OperationGenerator(settings.acts(), new SplittableRandom(settings.seed()), clock);
    OutcomeChecker outcomes =
        new OutcomeChecker(
            journal, violations, new EmbargoProbe(replicas, journal, violations), clock);
    this.newsroom = new Workload(editor, script, outcomes, settings.prefix());
    this.breakdown = new FaultInjector(settings.breakdown(), clock, this::recovered, notices);
  }

  VerifyReport run() {
    Cursor start = open();
    List<Subscriber> subscribers = gather(start);
    long began = clock.millis();
    notices.println("verifying for " + settings.duration().toSeconds() + " s");
    ScheduledFuture<?> work = newsroom.work(settings.rate());
    breakdown.start();
    pause(settings.duration());
    List<Outage> outages = breakdown.outages();
    work.cancel(false);
    notices.println("waiting for what is under way");
    Cursor last = finish();
    subscribers.forEach(Subscriber::settle);
    await(settings.patience(), () -> book.reached(last.seq()) == subscribers.size());
    client.close();
    return compare(start, last, new LatencyRecorder(outages), began);
  }

  private Cursor open() {
    if (replicas.get(0).position().isEmpty()) {
      Map<String, Object> profile = Map.of("title", "Verifier", "timeZone", "Europe/Kyiv");
      OperationResult verdict =
          editor.send(Operation.Request.of("PUT ", profile), settings.prefix()).join();
      if (!verdict.accepted() && !verdict.unchanged()) {
        throw CommandFailedException.unreachable("the feed cannot be opened: " + verdict.text());
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

  private List<Subscriber> gather(Cursor start) {
    RunContext.Place place =
        new RunContext.Place(editor.feed(), settings.replicas(), settings.silence(), clock);
    RunContext stage = new RunContext(client, place, start, frames, tally);
    SplittableRandom random = new SplittableRandom(~settings.seed());
    int span = (int) settings.duration().toMillis();
    List<Subscriber> all =
        IntStream.range(0, settings.subscribers())
            .mapToObj(
                number -> {
                  SplittableRandom own = random.split();
                  Filter filter = settings.filters() ? Filter.draw(own) : Filter.NONE;
                  return new Subscriber(
                      number, SubscriberProfile.draw(own, filter, span), stage, book);
                })
            .toList();
    all.forEach(Subscriber::start);
    long early = all.stream().filter(Subscriber::early).count();
    if (!await(GATHERING, () -> book.reached(0) >= early)) {
      throw CommandFailedException.unreachable(
          "only " + book.reached(0) + " of " + early + " streams began");
    }
    return all;
  }

  /** Sees everything through that is under way, and says the last word; its place. */
  private Cursor finish() {
    await(settings.patience(), () -> newsroom.doneWith(Long.MAX_VALUE));
    EmbargoMonitor releases = new EmbargoMonitor(journal, editor);
    if (!await(settings.patience(), () -> releases.over())) {
      violations.add(OUTCOME, "embargoes", "not all held items were released");
    }
    if (!await(settings.patience(), () -> !replicas.get(0).breaking(settings.prefix()))) {
      violations.add(OUTCOME, "breaking news", "did not end by itself");
    }
    OperationResult last = newsroom.lastWord(settings.acts().contains(Operation.Kind.BREAK)).join();
    if (last.cursor() == null) {
      throw CommandFailedException.unreachable("the last item was not taken: " + last.text());
    }
    return last.cursor();
  }

  private VerifyReport compare(Cursor start, Cursor last, LatencyRecorder lateness, long began) {
    notices.println("comparing");
    ReferenceLog history = new ReferenceLog(start, last.seq(), violations);
    history.addFrames("the stream", frames.all());
    SnapshotChecker finalCheck = new SnapshotChecker(newsroom.stories(), violations);
    for (PublicApi replica : replicas) {
      PublicApi.Everything everything = replica.everything(start, last);
      history.addFrames(replica + " /changes", everything.changes());
      history.addStates(replica + " snapshot", everything.items().values());
      finalCheck.check(replica, everything);
      PinChecker.check(
          replica.toString(), journal.entries(), everything.items().values(), violations);
    }
    history.addActs(journal.entries());
    history.complete();
    DeliveryChecker audit = new DeliveryChecker(history, journal, violations, lateness);
    book.all().forEach(audit::check);
    return VerifyReport.of(
        settings,
        new VerifyReport.Run(newsroom, editor, journal, tally),
        violations,
        new VerifyReport.Proof(history, audit, lateness, began));
  }

  /** Whether nothing is felt any more of what was broken until then. */
  private boolean recovered(long since) {
    return newsroom.doneWith(since) && replicas.stream().allMatch(PublicApi::answers);
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static boolean await(Duration patience, BooleanSupplier arrived) {
    long end = System.nanoTime() + patience.toNanos();
    while (!arrived.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause(GLANCE);
    }
    return true;
  }

  @Override
  public void close() {
    breakdown.close();
    newsroom.close();
    client.close();
  }
}
