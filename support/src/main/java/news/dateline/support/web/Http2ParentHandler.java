package news.dateline.support.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows an HTTP/2 connection, the parent channel of its streams: limits the bytes of unfinished
 * writes, and closes the connection if it has no stream for the idle timeout.
 */
final class Http2ParentHandler extends ChannelInboundHandlerAdapter {
  /**
   * From here on, a stream may write only if none of its own bytes is unfinished. So streams that
   * the client does not read cannot stop those that it reads.
   */
  private static final int MAX_UNFINISHED_BYTES = 256 * 1024;

  private final Duration idleTimeout;
  private final Duration writeTimeout;
  private final UnfinishedWrites unfinished = new UnfinishedWrites();
  private final Set<WriteProgressHandler> streams = new LinkedHashSet<>();
  private @Nullable Channel channel;
  private boolean checking;

  Http2ParentHandler(Duration idleTimeout, Duration writeTimeout) {
    this.idleTimeout = idleTimeout;
    this.writeTimeout = writeTimeout;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Channel parent = context.channel();
    channel = parent;
    if (parent.config() instanceof EpollSocketChannelConfig config) {
      config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) writeTimeout.toMillis());
    }
    WriteProgressHandler beforeUpgrade = WriteProgressHandler.of(parent);
    if (beforeUpgrade != null) {
      context.pipeline().remove(beforeUpgrade);
    }
    Http2Connection connection = context.pipeline().get(Http2FrameCodec.class).connection();
    connection.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamActive(Http2Stream stream) {
            ConnectionDeadlines.set(parent, null);
          }

          @Override
          public void onStreamClosed(Http2Stream stream) {
            if (connection.numActiveStreams() == 0 && parent.isActive()) {
              ConnectionDeadlines.set(parent, idleTimeout);
            }
          }
        });
  }

  void add(WriteProgressHandler stream) {
    streams.add(stream);
  }

  void remove(WriteProgressHandler stream) {
    streams.remove(stream);
    closeIfBlocked(); // the write timeout of the stream has ended with it
  }

  /** Returns true if a stream may write that has this many unfinished bytes. */
  boolean admits(long bytes) {
    return channel().isWritable() && (bytes == 0 || unfinished.bytes() < MAX_UNFINISHED_BYTES);
  }

  private Channel channel() {
    return Objects.requireNonNull(channel);
  }

  UnfinishedWrites unfinished() {
    return unfinished;
  }

  /**
   * Resumes all streams, because Netty tells it only to those that were not writable themselves.
   */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      List.copyOf(streams).forEach(WriteProgressHandler::resume);
    }
    context.fireChannelWritabilityChanged();
  }

  /**
   * Closes the connection if its socket takes nothing of any stream for the write timeout. Netty
   * keeps a stream until its RST_STREAM is sent.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  void closeIfBlocked() {
    Channel parent = channel();
    if (checking || !parent.isActive() || !ConnectionDeadlines.hasUnsentBytes(parent)) {
      return;
    }
    long left = writeTimeout.toNanos() - unfinished.nanosWithoutProgress();
    if (left <= 0) {
      ConnectionDeadlines.abort(parent);
      return;
    }
    checking = true;
    Runnable check =
        () -> {
          checking = false;
          closeIfBlocked();
        };
    parent.eventLoop().schedule(check, left, TimeUnit.NANOSECONDS);
  }
}
