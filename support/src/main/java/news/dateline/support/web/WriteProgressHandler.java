package news.dateline.support.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows the answers on an HTTP/1 connection or an HTTP/2 stream. A write is unfinished until the
 * kernel has all its bytes. Progress is a finished write, and on HTTP/2 also any byte of one that
 * the client's windows let through. Without progress for the write timeout, the connection or the
 * stream is closed; other streams of an HTTP/2 connection go on. All methods are called on the
 * event loop.
 *
 * <p>{@code Channel.bytesBeforeWritable()} of an HTTP/2 stream is no measure: Netty hands each
 * write to the flow controller of the connection at once, and reduces that number when the whole
 * write is finished. The flow controller does not tell how much it still has, but the window of the
 * stream, from which each byte that it sends is taken.
 */
public final class WriteProgressHandler extends ChannelDuplexHandler {
  /** The largest part of a body that is written at a time. */
  public static final int MAX_WRITE = 16 * 1024;

  static final String NAME = "dateline.writeProgress";

  private static final WriteBufferWaterMark PENDING = new WriteBufferWaterMark(4 * 1024, 8 * 1024);

  private static final Writer WITHOUT = () -> {};

  private final long timeoutNanos;
  private final Runnable slowClosed;
  private final @Nullable Http2ParentHandler parent;
  private final UnfinishedWrites unfinished = new UnfinishedWrites();
  private @Nullable ChannelHandlerContext context;
  private @Nullable Writer writer;
  private @Nullable Future<?> deadline;
  private long finished;
  private long windowIncrements;
  private long sent;

  /** Writes a body in parts. */
  public interface Writer {
    /** Continues, because {@link #isWritable} may return true again. */
    void resume();

    /** Counts a client that is too slow, and closes its connection or stream. */
    default void slow(WriteProgressHandler connection) {
      connection.slowClosed.run();
      connection.abort();
    }
  }

  /**
   * @param timeout time without progress after which the connection is closed
   * @param slowClosed called before that
   */
  public WriteProgressHandler(Duration timeout, Runnable slowClosed) {
    this(timeout, slowClosed, null);
  }

  WriteProgressHandler(Duration timeout, Runnable slowClosed, @Nullable Http2ParentHandler parent) {
    this.timeoutNanos = timeout.toNanos();
    this.slowClosed = slowClosed;
    this.parent = parent;
  }

  /** Returns the handler of a connection or stream that has received a request. */
  public static @Nullable WriteProgressHandler of(Channel channel) {
    return channel.pipeline().get(WriteProgressHandler.class);
  }

  /** Sets the writer to call when the client can take more, or is too slow. Null removes it. */
  public void setWriter(@Nullable Writer next) {
    writer = next;
  }

  /** Returns true if a part may be written. */
  public boolean isWritable() {
    Channel channel = context().channel();
    return channel.isActive()
        && channel.isWritable()
        && (parent == null || parent.admits(unfinished.bytes()));
  }

  /** Returns a number that grows whenever the client has taken some of what was written. */
  public long progress() {
    return finished + sent();
  }

  /** Returns the bytes that the windows of an HTTP/2 stream have let through, plus a constant. */
  private long sent() {
    return parent == null ? 0 : windowIncrements + parent.sentBeyondInitialWindow(stream());
  }

  private Http2FrameStream stream() {
    return ((Http2StreamChannel) context().channel()).stream();
  }

  /** Counts the increment of a WINDOW_UPDATE frame of the HTTP/2 stream. */
  void windowIncreased(int increment) {
    windowIncrements += increment;
  }

  /** Notes the progress since the last call if the client has taken some bytes meanwhile. */
  void measure() {
    long now = sent();
    if (parent != null && now != sent) {
      unfinished.progressed();
      parent.unfinished().progressed();
    }
    sent = now;
  }

  /** Starts the write timeout for a body that cannot be written because of other bytes. */
  void startWaiting() {
    unfinished.started(0);
    if (deadline == null && !context().isRemoved()) {
      schedule(timeoutNanos);
    }
  }

  void stopWaiting() {
    unfinished.finished(0);
  }

  /** Returns true if the kernel has all that was written. */
  public boolean isFlushed() {
    return unfinished.isEmpty();
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    added.channel().config().setWriteBufferWaterMark(PENDING);
    if (parent != null) {
      parent.add(stream(), this);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    writer = null;
    if (deadline != null) {
      deadline.cancel(false);
    }
    if (parent != null) {
      parent.remove(stream());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext changed) {
    resume();
    changed.fireChannelWritabilityChanged();
  }

  /** Resumes the waiting writer if the channel and its parent are writable. */
  void resume() {
    Writer waiting = writer;
    if (waiting != null && isWritable()) {
      waiting.resume();
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void write(ChannelHandlerContext from, Object message, ChannelPromise promise) {
    int bytes = size(message);
    unfinished.started(bytes);
    if (parent != null) {
      parent.unfinished().started(bytes);
    }
    from.write(message, promise.unvoid().addListener(done -> finished(bytes)));
  }

  private static int size(Object message) {
    if (message instanceof ByteBuf buffer) {
      return buffer.readableBytes();
    }
    return message instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0;
  }

  private void finished(int bytes) {
    unfinished.finished(bytes);
    finished++;
    sent = sent();
    if (parent != null) {
      parent.unfinished().finished(bytes);
      if (unfinished.bytes() == 0) {
        resume(); // the limit of the connection no longer applies to this stream
      }
    }
  }

  @Override
  public void flush(ChannelHandlerContext from) {
    from.flush();
    if (!unfinished.isEmpty() && deadline == null && !from.isRemoved()) {
      schedule(timeoutNanos);
    }
  }

  private void schedule(long nanos) {
    deadline = context().executor().schedule(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    deadline = null;
    measure();
    long left = timeoutNanos - unfinished.nanosWithoutProgress();
    if (!unfinished.isEmpty() && left > 0) {
      schedule(left);
    } else if (!unfinished.isEmpty()) {
      Objects.requireNonNullElse(writer, WITHOUT).slow(this);
    }
  }

  /** Closes an HTTP/1 connection with a TCP reset, an HTTP/2 stream with RST_STREAM. */
  @SuppressWarnings("FutureReturnValueIgnored")
  public void abort() {
    ChannelHandlerContext open = context();
    if (parent == null) {
      ConnectionDeadlines.abort(open.channel());
      return;
    }
    // a stream that was closed without it would keep what its window does not let through
    ChannelFuture reset = open.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
    open.close();
    if (!reset.isDone()) {
      parent.closeIfBlocked();
    }
  }
}
