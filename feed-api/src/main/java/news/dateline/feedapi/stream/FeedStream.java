package news.dateline.feedapi.stream;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Frame;
import news.dateline.feedapi.index.Reset;
import news.dateline.feedapi.index.Slice;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Operators;

/**
 * One reader's stream: a cursor over the feed's index. Whenever the reader can take something, it
 * gets what follows its cursor in the index as it is then; so one who joins, one who lags and one
 * who is live are the same, nothing is queued for anyone, and a slow one misses nothing.
 */
final class FeedStream implements Publisher<DataBuffer>, Subscription {
  private static final int CHUNK = 32 * 1024;

  private final FeedId feed;
  private final Audience audience;
  private final Outlet outlet;
  private final AtomicBoolean subscribed = new AtomicBoolean();
  private final AtomicInteger work = new AtomicInteger();
  private final AtomicLong demand = new AtomicLong();
  private volatile boolean cancelled;
  private volatile boolean ended;
  private volatile boolean silent;
  private volatile long lastWrite;

  // touched only inside drain(), by one thread at a time
  private @Nullable Subscriber<? super DataBuffer> reader;
  private @Nullable Slice preface;
  private Cursor cursor;

  /**
   * Where the bytes go.
   *
   * @param loop runs what is to be done for the connection
   */
  record Outlet(Executor loop, DataBufferFactory buffers) {}

  FeedStream(FeedId feed, Start start, Audience audience, Outlet outlet) {
    this.feed = feed;
    this.cursor = start.cursor();
    this.preface = start.preface();
    this.audience = audience;
    this.outlet = outlet;
  }

  FeedId feed() {
    return feed;
  }

  Executor loop() {
    return outlet.loop();
  }

  @Override
  public void subscribe(Subscriber<? super DataBuffer> subscriber) {
    if (!subscribed.compareAndSet(false, true)) {
      Operators.error(subscriber, new IllegalStateException("a stream has one reader"));
      return;
    }
    reader = subscriber;
    lastWrite = audience.now();
    subscriber.onSubscribe(this);
    audience.join(this);
    if (cancelled) {
      audience.leave(this);
    }
    drain();
  }

  @Override
  public void request(long n) {
    if (Operators.validate(n)) {
      demand.accumulateAndGet(n, Operators::addCap);
      drain();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    audience.leave(this);
  }

  /** Completes the stream, whether the reader asks for more or not. */
  void end() {
    ended = true;
    drain();
  }

  /** Sends the cursor where nothing has been sent for so long. */
  void beat(long silence) {
    if (audience.now() - lastWrite >= silence) {
      silent = true;
      drain();
    }
  }

  /** Sends what there is and is asked for; any thread may call, one at a time does it. */
  void drain() {
    if (work.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      Subscriber<? super DataBuffer> subscriber = reader;
      while (subscriber != null && send(subscriber)) {
        // once more
      }
      missed = work.addAndGet(-missed);
    } while (missed != 0);
  }

  private boolean send(Subscriber<? super DataBuffer> subscriber) {
    if (cancelled) {
      return false;
    }
    if (ended) {
      cancel();
      subscriber.onComplete();
      return false;
    }
    if (demand.get() == 0) {
      return false;
    }
    Optional<FeedIndex> index = audience.present(feed);
    if (index.isEmpty()) {
      // not for everyone any more
      ended = true;
      return true;
    }
    List<Slice> chunk = next(index.get());
    if (chunk.isEmpty()) {
      return false;
    }
    silent = false;
    lastWrite = audience.now();
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
    subscriber.onNext(buffer(chunk));
    return true;
  }

  /** What comes next, and the cursor moved behind it. */
  private List<Slice> next(FeedIndex index) {
    List<Slice> chunk = new ArrayList<>();
    if (preface != null) {
      chunk.add(preface);
      preface = null;
    }
    if (!cursor.epoch().equals(index.epoch())) {
      chunk.add(Start.reset(index, Reset.Reason.UNKNOWN_EPOCH));
      audience.resetFor(Reset.Reason.UNKNOWN_EPOCH);
      cursor = index.cursor();
    }
    if (cursor.seq() < index.seq()) {
      addFrames(chunk, index);
    }
    if (chunk.isEmpty() && silent) {
      chunk.add(Start.at(cursor));
    }
    return chunk;
  }

  private void addFrames(List<Slice> chunk, FeedIndex index) {
    int size = chunk.stream().mapToInt(Slice::length).sum();
    for (Frame frame : index.after(cursor.seq())) {
      size += frame.bytes().length();
      if (size > CHUNK && !chunk.isEmpty()) {
        return;
      }
      chunk.add(frame.bytes());
      cursor = frame.id();
    }
  }

  private DataBuffer buffer(List<Slice> chunk) {
    if (chunk.size() == 1) {
      return outlet.buffers().wrap(chunk.get(0).asByteBuffer());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
    chunk.forEach(slice -> slice.writeTo(out));
    return outlet.buffers().wrap(out.toByteArray());
  }
}
