package news.dateline.feedapi.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import news.dateline.feedapi.fanout.EncodedFrames;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferFactory;

/**
 * Takes the connection of an HTTP/1 response over from the web server, which sends the headers and
 * then drops all its state. Events are written to the socket in buffers that all subscribers share,
 * so an open stream holds nothing that was needed to open it.
 */
final class DirectStreamBody extends StreamBody {
  private static final String HANDLER_NAME = "dateline.stream";

  private final Channel channel;
  private final boolean chunked;
  private final Duration ackTimeout;
  private @Nullable DataBufferFactory buffers;
  private boolean detaching;
  private boolean writing;
  private @Nullable ChannelHandlerContext socket;

  /**
   * @param chunked true for chunks, as in HTTP/1.1; false for a body that ends with the connection
   * @param ackTimeout time after which the connection is closed if the peer acknowledges nothing
   */
  record Connection(
      Channel channel, boolean chunked, DataBufferFactory buffers, Duration ackTimeout) {}

  DirectStreamBody(StreamHub hub, StreamRequest request, Connection connection) {
    super(hub, request, connection.channel().eventLoop());
    this.channel = connection.channel();
    this.chunked = connection.chunked();
    this.ackTimeout = connection.ackTimeout();
    this.buffers = connection.buffers();
  }

  @Override
  void requested(long n) {
    DataBufferFactory first = buffers;
    if (first != null) {
      // the web server sends the headers with a first buffer; demand for a second shows they are
      // out
      buffers = null;
      send(first.wrap(new byte[0]));
    } else if (!detaching) {
      detaching = true;
      run(this::detach);
    }
  }

  private void detach() {
    ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
    if (codec == null || !channel.isActive()) {
      abort();
      return;
    }
    channel.pipeline().addBefore(codec.name(), HANDLER_NAME, new HttpDetachHandler(this));
    socket = channel.pipeline().context(HANDLER_NAME);
    StreamSocketOptions.apply(channel.config(), ackTimeout);
    complete();
    join();
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public boolean flushed() {
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    return pending == null || pending.totalPendingWriteBytes() == 0;
  }

  /** Writes without a promise: a failure arrives as an exception in the pipeline. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void write(EncodedFrames frames) {
    if (socket != null) {
      ByteBuf bytes = chunked ? frames.chunkedBuffer() : frames.rawBuffer();
      writing = true;
      socket.write(bytes.retainedDuplicate(), channel.voidPromise());
      socket.flush();
      writing = false;
    }
  }

  /**
   * Resumes, unless this is called from within a write, after which the shard resumes by itself.
   */
  void writabilityRestored() {
    if (!writing) {
      resume();
    }
  }

  @Override
  public long progress() {
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes() - pending.currentProgress();
  }

  /** Ends the body if the connection is writable; else closes it at once. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void end() {
    super.end();
    ChannelHandlerContext open = socket;
    if (open == null || !writable()) {
      abort();
    } else {
      ByteBuf end = chunked ? EncodedFrames.LAST_CHUNK.duplicate() : Unpooled.EMPTY_BUFFER;
      open.writeAndFlush(end).addListener(sent -> open.close());
    }
  }

  /**
   * Closes the connection with a TCP reset: a slow client notices it at once, and the kernel drops
   * the bytes for a client that has vanished.
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void abort() {
    leave();
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    if (socket == null) {
      channel.close();
    } else {
      socket.close();
    }
  }
}
