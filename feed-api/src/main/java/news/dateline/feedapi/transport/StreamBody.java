package news.dateline.feedapi.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamOutput;
import news.dateline.feedapi.fanout.StreamRequest;
import news.dateline.feedapi.fanout.StreamSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Operators;

/**
 * The body of a response that is a stream, and its connection. The web server requests buffers from
 * any thread; everything else happens on the connection's event loop.
 */
abstract class StreamBody implements Publisher<DataBuffer>, Subscription, StreamOutput {
  private final StreamHub hub;
  private final StreamRequest request;
  private final Executor loop;
  private final AtomicBoolean subscribed = new AtomicBoolean();
  private @Nullable Subscriber<? super DataBuffer> server;
  private @Nullable StreamSubscriber subscriber;
  private boolean left;

  StreamBody(StreamHub hub, StreamRequest request, Executor loop) {
    this.hub = hub;
    this.request = request;
    this.loop = loop;
  }

  @Override
  public void subscribe(Subscriber<? super DataBuffer> webServer) {
    if (!subscribed.compareAndSet(false, true)) {
      Operators.error(webServer, new IllegalStateException("a stream has one subscriber"));
      return;
    }
    server = webServer;
    webServer.onSubscribe(this);
  }

  @Override
  public void request(long n) {
    if (Operators.validate(n)) {
      requested(n);
    }
  }

  /** Handles the web server's demand for {@code n} more buffers, on any thread. */
  abstract void requested(long n);

  @Override
  public void cancel() {
    run(
        () -> {
          if (server != null) {
            leave();
          }
        });
  }

  /** Runs the task on the event loop. If the loop has stopped, the connection is closed too. */
  void run(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      left = true;
    }
  }

  void join() {
    if (!left) {
      subscriber = hub.join(request, this, loop);
    }
  }

  /** Continues after the connection has become writable. */
  void resume() {
    if (subscriber != null) {
      subscriber.resume();
    }
  }

  /** Counts a client that is too slow and aborts; returns false if the stream has ended already. */
  boolean closeSlow() {
    if (subscriber == null) {
      return false;
    }
    hub.closeSlow(subscriber);
    return true;
  }

  void leave() {
    left = true;
    StreamSubscriber leaving = subscriber;
    if (leaving != null) {
      subscriber = null;
      hub.leave(leaving);
    }
  }

  void send(DataBuffer buffer) {
    if (server != null && !left) {
      server.onNext(buffer);
    }
  }

  /** Completes the response for the web server, which is not called any more. */
  void complete() {
    Subscriber<? super DataBuffer> webServer = server;
    server = null;
    if (webServer != null) {
      webServer.onComplete();
    }
  }

  @Override
  public void end() {
    if (!left) {
      leave();
      complete();
    }
  }
}
