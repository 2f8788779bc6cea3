package news.dateline.support.web;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Operators;

/**
 * A large body that is copied to its connection in parts, each when the client has taken most of
 * those before. So an answer that is not read holds its own bytes, which it may share with other
 * answers, and two parts. The web server asks for many parts without looking at the connection.
 */
final class PacedBody implements Publisher<DataBuffer>, Subscription, WriteProgressHandler.Writer {
  /** Parts that are written in one task of the event loop. Other connections are served then. */
  private static final int MAX_PARTS_PER_TASK = 16;

  private final ByteBuf bytes;
  private final WriteProgressHandler connection;
  private final Executor loop;
  private final NettyDataBufferFactory buffers;
  private final AtomicBoolean subscribed = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  private @Nullable Subscriber<? super DataBuffer> server;
  private boolean emitting;
  private boolean waiting;

  PacedBody(
      DataBuffer whole,
      WriteProgressHandler connection,
      Executor loop,
      NettyDataBufferFactory buffers) {
    this.bytes = NettyDataBufferFactory.toByteBuf(whole);
    this.connection = connection;
    this.loop = loop;
    this.buffers = buffers;
  }

  @Override
  public void subscribe(Subscriber<? super DataBuffer> webServer) {
    if (!subscribed.compareAndSet(false, true)) {
      Operators.error(webServer, new IllegalStateException("a body has one subscriber"));
      return;
    }
    server = webServer;
    connection.setWriter(this);
    webServer.onSubscribe(this);
  }

  @Override
  public void request(long n) {
    if (Operators.validate(n)) {
      demand.accumulateAndGet(n, Operators::addCap);
      loop.execute(this::resume);
    }
  }

  @Override
  public void cancel() {
    loop.execute(this::end);
  }

  private void end() {
    if (server != null) {
      server = null;
      setWaiting(false);
      connection.setWriter(null);
      bytes.release();
    }
  }

  /** Emits parts, unless this is called from within the emission of one. */
  @Override
  public void resume() {
    if (emitting) {
      return;
    }
    emitting = true;
    int emitted = 0;
    while (canEmit() && emitted < MAX_PARTS_PER_TASK) {
      emit();
      emitted++;
    }
    emitting = false;
    setWaiting(server != null && demand.get() > 0 && !connection.isWritable());
    if (emitted == MAX_PARTS_PER_TASK && canEmit()) {
      loop.execute(this::resume);
    }
  }

  private boolean canEmit() {
    return server != null && demand.get() > 0 && connection.isWritable();
  }

  /**
   * Has the write timeout run while the body waits. Without that it would not run before the first
   * part, which brings the headers along.
   */
  private void setWaiting(boolean next) {
    if (next && !waiting) {
      connection.startWaiting();
    } else if (!next && waiting) {
      connection.stopWaiting();
    }
    waiting = next;
  }

  private void emit() {
    Subscriber<? super DataBuffer> webServer = server;
    if (webServer == null) {
      return;
    }
    demand.decrementAndGet();
    int size = Math.min(bytes.readableBytes(), WriteProgressHandler.MAX_WRITE);
    ByteBuf part = buffers.getByteBufAllocator().directBuffer(size).writeBytes(bytes, size);
    webServer.onNext(buffers.wrap(part));
    if (!bytes.isReadable() && server != null) {
      end();
      webServer.onComplete();
    }
  }
}
