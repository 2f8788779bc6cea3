package news.dateline.feedapi.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferFactory;

/**
 * Takes the connection of an HTTP/1 response over: the web server sends the headers and is then
 * done with it, and what is written here goes straight to the socket, framed once for all who get
 * it. So an open stream holds nothing of what was needed to open it.
 */
final class DirectStreamBody extends StreamBody {
  private static final String NAME = "dateline.stream";

  private final Channel channel;
  private final boolean chunked;
  private final Duration silence;
  private @Nullable DataBufferFactory buffers;
  private boolean taken;
  private boolean writing;
  private @Nullable ChannelHandlerContext socket;

  /**
   * @param chunked whether the body goes in chunks, as in HTTP/1.1, or simply until the end
   * @param silence how long the peer may acknowledge nothing
   */
  record Connection(
      Channel channel, boolean chunked, DataBufferFactory buffers, Duration silence) {}

  DirectStreamBody(StreamHub hub, StreamRequest request, Connection connection) {
    super(hub, request, connection.channel().eventLoop());
    this.channel = connection.channel();
    this.chunked = connection.chunked();
    this.silence = connection.silence();
    this.buffers = connection.buffers();
  }

  @Override
  void requested(long n) {
    DataBufferFactory first = buffers;
    if (first != null) {
      // the headers wait for a first buffer, and are on their way once there is demand for another
      buffers = null;
      send(first.wrap(new byte[0]));
    } else if (!taken) {
      taken = true;
      run(this::take);
    }
  }

  private void take() {
    ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
    if (codec == null || !channel.isActive()) {
      abort();
      return;
    }
    channel.pipeline().addBefore(codec.name(), NAME, new HttpDetachHandler(this));
    socket = channel.pipeline().context(NAME);
    StreamSocketOptions.apply(channel.config(), silence);
    finish();
    join();
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  /** A failure comes back through the pipeline. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void write(EncodedFrames encoded) {
    if (socket != null) {
      ByteBuf bytes = chunked ? encoded.chunkedBuffer() : encoded.rawBuffer();
      writing = true;
      socket.write(bytes.retainedDuplicate(), channel.voidPromise());
      socket.flush();
      writing = false;
    }
  }

  /** It takes more again. From within a write that is no news: the circle goes on by itself. */
  void drained() {
    if (!writing) {
      resume();
    }
  }

  @Override
  public long progress() {
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes() - pending.currentProgress();
  }

  /** In good order where the reader takes what it is sent; else there is nobody to tell. */
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
   * With a reset: a reader who is only slow learns of it at once, and what waits in the kernel for
   * one who is gone is given up.
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
