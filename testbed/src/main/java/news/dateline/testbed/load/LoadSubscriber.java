package news.dateline.testbed.load;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.Map;
import news.dateline.client.ServerSentEvent;
import news.dateline.testbed.sse.ConnectOptions;
import news.dateline.testbed.sse.StreamConnection;
import news.dateline.testbed.sse.StreamListener;
import org.jspecify.annotations.Nullable;

/** One reader of the stream, who comes back when it loses it. Only for its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // the loop ends with the run, and its steps with it
final class LoadSubscriber implements StreamListener {
  private static final int AWAY = 500;

  private final SubscriberPool gathering;
  private final EventLoop loop;
  private final DeliveryRecorder.Progress progress;
  private final ConnectOptions first;
  private String cursor = "";
  private boolean there;
  private boolean away;
  private @Nullable StreamConnection connection;

  LoadSubscriber(
      SubscriberPool gathering,
      EventLoop loop,
      DeliveryRecorder.Progress progress,
      ConnectOptions first) {
    this.gathering = gathering;
    this.loop = loop;
    this.progress = progress;
    this.first = first;
  }

  void connect() {
    if (loop.isShuttingDown()) {
      return;
    }
    away = false;
    URI uri = first.uri();
    Map<String, String> headers = cursor.isEmpty() ? Map.of() : Map.of("Last-Event-ID", cursor);
    gathering.client().open(loop, ConnectOptions.patient(uri, headers, first.from()), this);
  }

  /** Reads nothing any more. */
  void stall() {
    if (connection != null) {
      connection.pause();
    }
  }

  /** Breaks the connection off and stays away. */
  void leave() {
    away = true;
    there = false;
    if (connection == null) {
      gathering.left();
    } else {
      connection.abort();
    }
  }

  EventLoop loop() {
    return loop;
  }

  @Override
  public void opened(StreamConnection opened) {
    connection = opened;
    if (there) {
      gathering.cameBack();
    } else {
      there = true;
      gathering.arrived();
    }
  }

  @Override
  public void event(ServerSentEvent event) {
    cursor = event.id();
    progress.note(event.data());
  }

  @Override
  public void closed() {
    connection = null;
    if (away) {
      gathering.left();
    } else if (!loop.isShuttingDown()) {
      loop.schedule(this::reconnect, AWAY, MILLISECONDS);
    }
  }

  private void reconnect() {
    if (!away) {
      connect();
    }
  }

  @Override
  public void refused(int status) {
    gathering.refused(status);
  }

  @Override
  public void retry(long millis) {
    // comes back sooner: what is missing then is the server's doing
  }

  @Override
  public void protocolViolation(String what) {
    gathering.flawed();
  }
}
