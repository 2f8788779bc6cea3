package news.dateline.feedapi.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferFactory;

/**
 * Writes beside the HTTP/1 codec: the web server sends the headers, then what is written here goes
 * straight to the socket, framed once for all who get it, and in the end the web server ends the
 * body. In between nothing else is written to the connection, and whoever sends anything on it is
 * cut off, for else it would be kept for a request that never has its turn.
 */
final class SocketBody extends Body {
  private static final String NAME = "dateline.stream";

  private final Connection connection;
  private boolean opened;
  private boolean taken;
  private @Nullable ChannelHandlerContext beside;

  /**
   * @param chunked whether the body goes in chunks, as in HTTP/1.1, or simply until the end
   * @param silence how long the peer may acknowledge nothing
   */
  record Connection(
      Channel channel, boolean chunked, DataBufferFactory buffers, Duration silence) {}

  SocketBody(Audience audience, Visit visit, Connection connection) {
    super(audience, visit, connection.channel().eventLoop());
    this.connection = connection;
  }

  /** Notices what happens on the connection. */
  private final class Watch extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      abort();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (context.channel().isWritable()) {
        resume();
      }
      context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      leave();
      context.fireChannelInactive();
    }
  }

  @Override
  void requested(long n) {
    if (!opened) {
      // the headers wait for a first buffer, and are on their way once there is demand for another
      opened = true;
      send(connection.buffers().wrap(new byte[0]));
    } else if (!taken) {
      taken = true;
      run(this::take);
    }
  }

  private void take() {
    Channel channel = connection.channel();
    ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
    if (codec == null || !channel.isActive()) {
      abort();
      return;
    }
    channel.pipeline().addBefore(codec.name(), NAME, new Watch());
    beside = channel.pipeline().context(NAME);
    SocketLimits.apply(channel.config(), connection.silence());
    join();
  }

  @Override
  public boolean writable() {
    return connection.channel().isWritable();
  }

  /** A failure comes to the web server as any other of the connection does. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void write(Parcel parcel) {
    if (beside != null) {
      ByteBuf bytes = connection.chunked() ? parcel.chunk() : parcel.bare();
      beside.write(bytes.retainedDuplicate(), connection.channel().voidPromise());
      beside.flush();
    }
  }

  @Override
  public long progress() {
    ChannelOutboundBuffer pending = connection.channel().unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes() - pending.currentProgress();
  }

  @Override
  public void end() {
    if (beside != null) {
      connection.channel().pipeline().remove(NAME);
      beside = null;
    }
    super.end();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void abort() {
    leave();
    connection.channel().close();
  }
}
