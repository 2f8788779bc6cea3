package news.dateline.feedapi.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Operators;

/**
 * A stream as the body of a response, which the web server asks for bytes and tells of its end. All
 * but the asking happens on the connection's event loop.
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
  public void subscribe(Subscriber<? super DataBuffer> subscriber) {
    if (!subscribed.compareAndSet(false, true)) {
      Operators.error(subscriber, new IllegalStateException("a stream has one reader"));
      return;
    }
    server = subscriber;
    subscriber.onSubscribe(this);
  }

  @Override
  public void request(long n) {
    if (Operators.validate(n)) {
      requested(n);
    }
  }

  /** The web server takes so many buffers more; any thread. */
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

  /** Not at all once the loop has stopped, and with it the connection. */
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

  /** It takes more again. */
  void resume() {
    if (subscriber != null) {
      subscriber.shard().resume(subscriber);
    }
  }

  void leave() {
    left = true;
    StreamSubscriber who = subscriber;
    if (who != null) {
      subscriber = null;
      hub.leave(who);
    }
  }

  void send(DataBuffer buffer) {
    if (server != null && !left) {
      server.onNext(buffer);
    }
  }

  /** Has the web server end the response; it is asked and told nothing any more. */
  void finish() {
    Subscriber<? super DataBuffer> told = server;
    server = null;
    if (told != null) {
      told.onComplete();
    }
  }

  @Override
  public void end() {
    if (!left) {
      leave();
      finish();
    }
  }
}
