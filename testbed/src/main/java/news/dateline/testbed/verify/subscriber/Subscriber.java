package news.dateline.testbed.verify.subscriber;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static news.dateline.testbed.verify.violation.Violation.Kind.MALFORMED;
import static news.dateline.testbed.verify.violation.Violation.Kind.REFUSED;
import static news.dateline.testbed.verify.violation.Violation.Kind.SILENT;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.client.ServerSentEvent;
import news.dateline.events.Cursor;
import news.dateline.testbed.sse.ConnectOptions;
import news.dateline.testbed.sse.StreamConnection;
import news.dateline.testbed.sse.StreamListener;
import news.dateline.testbed.verify.feed.Frame;
import org.jspecify.annotations.Nullable;

/** One subscriber, which behaves by its profile. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // the loop ends with the run, and its tasks with it
public final class Subscriber implements StreamListener {
  /** In bytes; small, so that the service notices a pause and not only the kernel. */
  private static final int RECEIVE_BUFFER = 4 * 1024;

  private static final int LAST_ITEMS = 20;
  private static final int MAX_PAUSE_MILLIS = 6_000;
  private static final int MAX_AWAY_MILLIS = 1_000;

  private final int number;
  private final SubscriberProfile profile;
  private final RunContext context;
  private final SubscriberLog log;
  private final EventLoop loop;
  private @Nullable StreamConnection connection;
  private int connections;
  private long attentiveSince = Long.MAX_VALUE;
  private boolean inattentive = true;
  private boolean settled;
  private boolean expectedEnd;

  public Subscriber(int number, SubscriberProfile profile, RunContext context) {
    this.number = number;
    this.profile = profile;
    this.context = context;
    this.log =
        new SubscriberLog(
            "subscriber " + number + " (" + profile.describe() + ")",
            profile.filter(),
            context.violations(),
            context.resetsAllowed());
    this.loop = context.client().loop();
  }

  public SubscriberLog log() {
    return log;
  }

  public void start() {
    later(this::connect, profile.disruptions().joins());
  }

  /** From now on the subscriber only reads. Thread-safe. */
  public void settle() {
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
    log.connectionStarting();
    expectedEnd = false;
    Cursor cursor = log.cursor();
    Map<String, String> headers =
        cursor != null && profile.byHeader()
            ? Map.of("Last-Event-ID", cursor.toString())
            : Map.of();
    URI replica = context.replicas().get((number + connections++) % context.replicas().size());
    URI stream = URI.create(replica + "/feeds/" + context.feed() + "/stream" + query(cursor));
    context
        .client()
        .open(
            loop,
            new ConnectOptions(stream, headers, null, RECEIVE_BUFFER, context.silence()),
            this);
  }

  private String query(@Nullable Cursor cursor) {
    List<String> query = new ArrayList<>(profile.filter().query().toList());
    if (cursor != null && !profile.byHeader()) {
      query.add("after=" + cursor);
    } else if (profile.startPosition() == SubscriberProfile.StartPosition.START) {
      // the parameter stays in the URL on a reconnect, as in a browser: the header must win
      query.add("after=" + context.start());
    } else if (profile.startPosition() == SubscriberProfile.StartPosition.LAST) {
      query.add("last=" + LAST_ITEMS);
    }
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }

  @Override
  public void opened(StreamConnection opened) {
    connection = opened;
    context.counters().add(ConnectionEvent.CONNECTED);
    if (inattentive) {
      attentive();
    }
    if (profile.disruptions().drops() > 0) {
      later(() -> drop(opened), profile.next(profile.disruptions().drops()));
    }
    if (profile.disruptions().pauses() > 0) {
      later(() -> pause(opened), profile.next(profile.disruptions().pauses()));
    }
  }

  private void attentive() {
    inattentive = false;
    attentiveSince = context.clock().millis();
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
    context.counters().add(ConnectionEvent.DROPPED);
    switch (profile.random().nextInt(4)) {
      case 0 -> held.close();
      case 1 -> held.abort();
      default -> {
        context.counters().add(ConnectionEvent.CUT);
        held.resume();
        held.cutWithinNext(profile.random().nextDouble());
      }
    }
  }

  private void pause(StreamConnection held) {
    if (settled || held != connection) {
      return;
    }
    inattentive();
    context.counters().add(ConnectionEvent.PAUSED);
    held.pause();
    later(() -> resume(held), 200 + profile.random().nextInt(MAX_PAUSE_MILLIS));
  }

  private void resume(StreamConnection held) {
    if (held == connection) {
      held.resume();
      attentive();
      later(() -> pause(held), profile.next(profile.disruptions().pauses()));
    }
  }

  @Override
  public void event(ServerSentEvent event) {
    Frame frame = context.frames().of(event);
    if (frame.type() == Frame.Type.BUSY) {
      context.counters().add(ConnectionEvent.BUSY);
      expectedEnd = true;
    } else if (frame.type() == Frame.Type.RESET) {
      context.counters().add(ConnectionEvent.RESET);
    }
    log.append(frame, context.clock().millis(), attentiveSince);
  }

  @Override
  public void retry(long millis) {
    // the subscriber ignores the time and comes back sooner, for more reconnects in a run
  }

  @Override
  public void protocolViolation(String what) {
    context.violations().add(MALFORMED, log.subscriber(), what);
  }

  @Override
  public void refused(int status) {
    context.violations().add(REFUSED, log.subscriber(), "the stream was answered with " + status);
  }

  /**
   * A paused connection may be ended by Linux for the server without notice to the client: a socket
   * whose window is smaller than a segment never counts as making progress. Such a subscriber only
   * counts the event.
   */
  @Override
  public void silent() {
    context.counters().add(ConnectionEvent.SILENT);
    expectedEnd = true;
    if (profile.disruptions().pauses() == 0) {
      context.violations().add(SILENT, log.subscriber(), "no byte came for " + context.silence());
    }
  }

  @Override
  public void closed() {
    if (loop.isShuttingDown()) {
      return;
    }
    int away = 50 + profile.random().nextInt(settled ? 200 : MAX_AWAY_MILLIS);
    if (connection == null) {
      context.counters().add(ConnectionEvent.UNREACHED);
      away += MAX_AWAY_MILLIS;
    } else if (!expectedEnd) {
      context.counters().add(ConnectionEvent.LOST);
    }
    connection = null;
    later(this::connect, away);
  }

  /** Returns true if the subscriber connects at the start of the run. */
  public boolean fromTheStart() {
    return profile.disruptions().joins() == 0;
  }

  private void later(Runnable step, int millis) {
    if (!loop.isShuttingDown()) {
      loop.schedule(step, millis, MILLISECONDS);
    }
  }
}
