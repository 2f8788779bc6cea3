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

/** One subscriber, which reconnects when its stream ends. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // the loop ends with the run, and its tasks with it
final class LoadSubscriber implements StreamListener {
  private static final int RECONNECT_DELAY_MILLIS = 500;

  private final SubscriberPool pool;
  private final EventLoop loop;
  private final DeliveryRecorder.Progress progress;
  private final ConnectOptions first;
  private String cursor = "";
  private boolean connected;
  private boolean disconnected;
  private @Nullable StreamConnection connection;

  LoadSubscriber(
      SubscriberPool pool,
      EventLoop loop,
      DeliveryRecorder.Progress progress,
      ConnectOptions first) {
    this.pool = pool;
    this.loop = loop;
    this.progress = progress;
    this.first = first;
  }

  void connect() {
    if (loop.isShuttingDown()) {
      return;
    }
    disconnected = false;
    URI uri = first.uri();
    Map<String, String> headers = cursor.isEmpty() ? Map.of() : Map.of("Last-Event-ID", cursor);
    pool.client().open(loop, ConnectOptions.unlimited(uri, headers, first.from()), this);
  }

  void stall() {
    if (connection != null) {
      connection.pause();
    }
  }

  /** Resets the connection and stays disconnected. */
  void disconnect() {
    disconnected = true;
    connected = false;
    if (connection == null) {
      pool.onDisconnected();
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
    if (connected) {
      pool.onReconnected();
    } else {
      connected = true;
      pool.onConnected();
    }
  }

  @Override
  public void event(ServerSentEvent event) {
    cursor = event.id();
    progress.record(event.data());
  }

  @Override
  public void closed() {
    connection = null;
    if (disconnected) {
      pool.onDisconnected();
    } else if (!loop.isShuttingDown()) {
      loop.schedule(this::reconnect, RECONNECT_DELAY_MILLIS, MILLISECONDS);
    }
  }

  private void reconnect() {
    if (!disconnected) {
      connect();
    }
  }

  @Override
  public void refused(int status) {
    pool.onRefused(status);
  }

  @Override
  public void retry(long millis) {
    // the subscriber reconnects sooner than the server asks
  }

  @Override
  public void protocolViolation(String what) {
    pool.onProtocolViolation();
  }
}
