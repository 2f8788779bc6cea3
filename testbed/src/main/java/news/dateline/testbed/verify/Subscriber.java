package news.dateline.testbed.verify;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static news.dateline.testbed.verify.Violation.Kind.MALFORMED;
import static news.dateline.testbed.verify.Violation.Kind.REFUSED;
import static news.dateline.testbed.verify.Violation.Kind.SILENT;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.client.ServerSentEvent;
import news.dateline.events.Cursor;
import news.dateline.testbed.sse.ConnectOptions;
import news.dateline.testbed.sse.StreamConnection;
import news.dateline.testbed.sse.StreamListener;
import org.jspecify.annotations.Nullable;

/** One subscriber, as patient and as rude as its habit. Everything happens on its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // its loop ends with the run, and its steps with it
final class Subscriber implements StreamListener {
  /** Small, so that a pause is felt by the service and not by the kernel alone. */
  private static final int RECEIVE_BUFFER = 4 * 1024;

  private static final int LAST = 20;
  private static final int LONGEST_PAUSE = 6_000;
  private static final int LONGEST_AWAY = 1_000;

  private final int number;
  private final SubscriberProfile habit;
  private final RunContext stage;
  private final SubscriberLog ledger;
  private final Violations violations;
  private final EventLoop loop;
  private @Nullable StreamConnection connection;
  private int visits;
  private long attentiveSince = Long.MAX_VALUE;
  private boolean inattentive = true;
  private boolean settled;
  private boolean expectedEnd;

  Subscriber(int number, SubscriberProfile habit, RunContext stage, SubscriberLogs book) {
    this.number = number;
    this.habit = habit;
    this.stage = stage;
    this.ledger = book.open("subscriber " + number + " (" + habit.describe() + ")", habit.filter());
    this.violations = book.violations();
    this.loop = stage.client().loop();
  }

  SubscriberLog ledger() {
    return ledger;
  }

  void start() {
    later(this::connect, habit.rhythm().joins());
  }

  /** From now on it only reads. */
  void settle() {
    loop.execute(
        () -> {
          settled = true;
          if (connection != null) {
            connection.resume();
          }
        });
  }

  private void connect() {
    if (loop.isShuttingDown()) {
      return;
    }
    ledger.connecting();
    expectedEnd = false;
    Cursor cursor = ledger.cursor();
    Map<String, String> headers =
        cursor != null && habit.byHeader() ? Map.of("Last-Event-ID", cursor.toString()) : Map.of();
    URI place =
        URI.create(
            stage.replica(number + visits++)
                + "/feeds/"
                + stage.place().feed()
                + "/stream"
                + query(cursor));
    Duration silence = stage.place().silence();
    stage
        .client()
        .open(loop, new ConnectOptions(place, headers, null, RECEIVE_BUFFER, silence), this);
  }

  private String query(@Nullable Cursor cursor) {
    List<String> query = new ArrayList<>(habit.filter().query().toList());
    if (cursor != null && !habit.byHeader()) {
      query.add("after=" + cursor);
    } else if (habit.beginning() == SubscriberProfile.Beginning.START) {
      // stays in the URL when it comes back, as in a browser: the header has to win
      query.add("after=" + stage.start());
    } else if (habit.beginning() == SubscriberProfile.Beginning.LAST) {
      query.add("last=" + LAST);
    }
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }

  @Override
  public void opened(StreamConnection opened) {
    connection = opened;
    stage.tally().add(ConnectionEvent.CONNECTED);
    if (inattentive) {
      attentive();
    }
    if (habit.rhythm().drops() > 0) {
      later(() -> drop(opened), habit.next(habit.rhythm().drops()));
    }
    if (habit.rhythm().pauses() > 0) {
      later(() -> pause(opened), habit.next(habit.rhythm().pauses()));
    }
  }

  private void attentive() {
    inattentive = false;
    attentiveSince = stage.now();
  }

  private void inattentive() {
    inattentive = true;
    attentiveSince = Long.MAX_VALUE;
  }

  private void drop(StreamConnection held) {
    if (settled || held != connection) {
      return;
    }
    expectedEnd = true;
    inattentive();
    stage.tally().add(ConnectionEvent.DROPPED);
    switch (habit.random().nextInt(4)) {
      case 0 -> held.close();
      case 1 -> held.abort();
      default -> {
        stage.tally().add(ConnectionEvent.CUT);
        held.resume();
        held.cutWithinNext(habit.random().nextDouble());
      }
    }
  }

  private void pause(StreamConnection held) {
    if (settled || held != connection) {
      return;
    }
    inattentive();
    stage.tally().add(ConnectionEvent.PAUSED);
    held.pause();
    later(() -> resume(held), 200 + habit.random().nextInt(LONGEST_PAUSE));
  }

  private void resume(StreamConnection held) {
    if (held == connection) {
      held.resume();
      attentive();
      later(() -> pause(held), habit.next(habit.rhythm().pauses()));
    }
  }

  @Override
  public void event(ServerSentEvent event) {
    Frame frame = stage.frames().of(event);
    if (frame.type() == Frame.Type.BUSY) {
      stage.tally().add(ConnectionEvent.BUSY);
      expectedEnd = true;
    } else if (frame.type() == Frame.Type.RESET) {
      stage.tally().add(ConnectionEvent.RESET);
    }
    ledger.take(frame, stage.now(), attentiveSince);
  }

  @Override
  public void retry(long millis) {
    // asked to come back after seconds; it comes sooner, for more reconnects in a run
  }

  @Override
  public void protocolViolation(String what) {
    violations.add(MALFORMED, ledger.subscriber(), what);
  }

  @Override
  public void refused(int status) {
    violations.add(REFUSED, ledger.subscriber(), "its stream was answered with " + status);
  }

  /**
   * Where one pauses, Linux may end the connection for the server without a word to the client: a
   * socket whose window is smaller than a segment never counts as one that makes progress.
   */
  @Override
  public void silent() {
    stage.tally().add(ConnectionEvent.SILENT);
    expectedEnd = true;
    if (habit.rhythm().pauses() == 0) {
      violations.add(SILENT, ledger.subscriber(), "nothing came for " + stage.place().silence());
    }
  }

  @Override
  public void closed() {
    if (loop.isShuttingDown()) {
      return;
    }
    int away = 50 + habit.random().nextInt(settled ? 200 : LONGEST_AWAY);
    if (connection == null) {
      stage.tally().add(ConnectionEvent.UNREACHED);
      away += LONGEST_AWAY;
    } else if (!expectedEnd) {
      stage.tally().add(ConnectionEvent.LOST);
    }
    connection = null;
    later(this::connect, away);
  }

  /** Whether it is there from the beginning. */
  boolean early() {
    return habit.rhythm().joins() == 0;
  }

  private void later(Runnable step, int millis) {
    if (!loop.isShuttingDown()) {
      loop.schedule(step, millis, MILLISECONDS);
    }
  }
}
