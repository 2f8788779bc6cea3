package news.dateline.support.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2WindowUpdateFrame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows an HTTP/2 connection, the parent channel of its streams: limits the bytes of unfinished
 * writes, tells its streams when the client takes some of them, and closes the connection if it has
 * no stream for the idle timeout. It is behind the codec, so it sees the frames for all streams.
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
  private final Map<Http2FrameStream, WriteProgressHandler> streams = new LinkedHashMap<>();
  private @Nullable Channel channel;
  private @Nullable Http2Connection connection;
  private boolean checking;
  private boolean measuring;

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
    Http2Connection opened = context.pipeline().get(Http2FrameCodec.class).connection();
    connection = opened;
    opened.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamActive(Http2Stream stream) {
            ConnectionDeadlines.set(parent, null);
          }

          @Override
          public void onStreamClosed(Http2Stream stream) {
            if (opened.numActiveStreams() == 0 && parent.isActive()) {
              ConnectionDeadlines.set(parent, idleTimeout);
            }
          }
        });
  }

  void add(Http2FrameStream stream, WriteProgressHandler writes) {
    streams.put(stream, writes);
  }

  void remove(Http2FrameStream stream) {
    streams.remove(stream);
    closeIfBlocked(); // the write timeout of the stream has ended with it
  }

  /**
   * Returns true if a stream may write that has this many unfinished bytes. So a connection holds
   * {@link #MAX_UNFINISHED_BYTES} and at most one part of each of its streams.
   */
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
   * Returns the bytes of a stream that were sent beyond the window that the settings give it.
   * Together with the increments of WINDOW_UPDATE frames this is all that was sent.
   */
  int sentBeyondInitialWindow(Http2FrameStream stream) {
    Http2Connection open = Objects.requireNonNull(connection);
    Http2RemoteFlowController windows = open.remote().flowController();
    Http2Stream known = open.stream(stream.id());
    return known == null ? 0 : windows.initialWindowSize() - windows.windowSize(known);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    if (frame instanceof Http2WindowUpdateFrame update) {
      WriteProgressHandler writes = streams.get(update.stream());
      if (writes != null) {
        writes.windowIncreased(update.windowSizeIncrement());
      }
    }
    context.fireChannelRead(frame);
  }

  /** Measures soon: the codec sends what a new window lets through when this has returned. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    if (!measuring && !unfinished.isEmpty()) {
      measuring = true;
      context
          .executor()
          .execute(
              () -> {
                measuring = false;
                streams.values().forEach(WriteProgressHandler::measure);
              });
    }
  }

  /**
   * Resumes all streams, because Netty tells it only to those that were not writable themselves.
   */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.fireChannelWritabilityChanged();
    streams.values().forEach(WriteProgressHandler::measure);
    if (context.channel().isWritable()) {
      List.copyOf(streams.values()).forEach(WriteProgressHandler::resume);
    }
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
