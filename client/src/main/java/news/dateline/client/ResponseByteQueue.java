package news.dateline.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one response, handed from the HTTP client's thread to the thread that takes them.
 */
final class ResponseByteQueue implements Flow.Subscriber<List<ByteBuffer>> {
  private static final List<ByteBuffer> END = List.of();

  private final BlockingQueue<List<ByteBuffer>> received = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private volatile boolean failed;
  private boolean ended;

  /** Waits for bytes. Returns null at the end of the body, or if none came within the limit. */
  @Nullable List<ByteBuffer> take(Duration limit) throws InterruptedException {
    List<ByteBuffer> bytes = received.poll(limit.toNanos(), NANOSECONDS);
    ended = bytes != null && bytes.isEmpty();
    if (bytes == null || ended) {
      return null;
    }
    Flow.Subscription open = subscription;
    if (open != null) {
      open.request(1);
    }
    return bytes;
  }

  /** Returns true if the last {@link #take} met the end of the body. */
  boolean isEnded() {
    return ended;
  }

  /** Returns true if the body broke off with an error, such as a lost connection. Thread-safe. */
  boolean hasFailed() {
    return failed;
  }

  /** Ends the connection and the wait for its bytes. Thread-safe. */
  void close() {
    closed = true;
    Flow.Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
    received.add(END);
  }

  @Override
  public void onSubscribe(Flow.Subscription opened) {
    subscription = opened;
    if (closed) {
      opened.cancel();
    } else {
      opened.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    received.add(bytes);
  }

  @Override
  public void onError(Throwable cause) {
    failed = true;
    received.add(END);
  }

  @Override
  public void onComplete() {
    received.add(END);
  }
}
