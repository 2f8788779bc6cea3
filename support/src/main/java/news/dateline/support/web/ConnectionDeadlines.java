package news.dateline.support.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerState;

/**
 * Closes connections whose clients do not send a request in time, or do not read an answer. An idle
 * timeout of reads is not enough, because a client that sends a byte or an HTTP/2 PING now and then
 * is never idle.
 */
public final class ConnectionDeadlines implements NettyServerCustomizer, ConnectionObserver {
  /** Browsers open at most as many HTTP/2 streams as this, the least that RFC 9113 recommends. */
  private static final int MAX_CONCURRENT_STREAMS = 100;

  /**
   * Unsent bytes in the kernel. With more, a write to a client that reads slowly would wait until a
   * third of a buffer of some megabytes is free, and look like one to a client that reads nothing.
   */
  private static final long MAX_UNSENT_BYTES = 16 * 1024;

  private static final AttributeKey<Future<?>> DEADLINE =
      AttributeKey.valueOf(ConnectionDeadlines.class, "deadline");

  private final Duration first;
  private final Duration next;
  private final Duration write;
  private final Runnable slowClosed;

  /**
   * @param first time for the first request, from the start of the connection
   * @param next time for each further request, from the end of the previous answer
   * @param write time within which a client must take some of what is written to it
   * @param slowClosed called when a client has not, before its connection or stream is closed
   */
  public ConnectionDeadlines(Duration first, Duration next, Duration write, Runnable slowClosed) {
    this.first = first;
    this.next = next;
    this.write = write;
    this.slowClosed = slowClosed;
  }

  @Override
  public HttpServer apply(HttpServer server) {
    return server
        .childObserve(this)
        .http2Settings(settings -> settings.maxConcurrentStreams(MAX_CONCURRENT_STREAMS));
  }

  @Override
  public void onStateChange(Connection connection, State state) {
    Channel channel = connection.channel();
    if (channel instanceof Http2StreamChannel stream) {
      onStreamStateChange(stream, state);
    } else if (state == HttpServerState.REQUEST_RECEIVED) {
      set(channel, null);
      followWrites(channel, null);
    } else if (state == State.CONNECTED) {
      set(channel, first);
      if (channel.config() instanceof EpollSocketChannelConfig config) {
        config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MAX_UNSENT_BYTES);
      }
    } else if (state == State.DISCONNECTING && channel.isActive()) {
      set(channel, next);
    }
  }

  private void onStreamStateChange(Http2StreamChannel stream, State state) {
    if (state == HttpServerState.REQUEST_RECEIVED) {
      set(stream.parent(), null);
      followWrites(stream, http2Parent(stream.parent()));
    } else if (state == State.DISCONNECTING && stream.isActive()) {
      endRequest(stream);
    }
  }

  /** Ends a stream whose answer is complete although its request is not (RFC 9113, 8.1). */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void endRequest(Http2StreamChannel stream) {
    if (stream.stream().state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
      stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    }
  }

  private Http2ParentHandler http2Parent(Channel parent) {
    Http2ParentHandler handler = parent.pipeline().get(Http2ParentHandler.class);
    if (handler == null) {
      handler = new Http2ParentHandler(next, write);
      String codec = parent.pipeline().context(Http2FrameCodec.class).name();
      parent.pipeline().addAfter(codec, null, handler); // the next handler drops WINDOW_UPDATE
    }
    return handler;
  }

  private void followWrites(Channel channel, @Nullable Http2ParentHandler parent) {
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(WriteProgressHandler.class) == null) {
      WriteProgressHandler handler = new WriteProgressHandler(write, slowClosed, parent);
      pipeline.addBefore(NettyPipeline.ReactiveBridge, WriteProgressHandler.NAME, handler);
    }
  }

  /** Removes the deadline, for a connection without further requests. Call on its event loop. */
  public static void lift(Channel channel) {
    set(channel, null);
  }

  /** Sets the time after which the connection is closed, or none. Call on its event loop. */
  static void set(Channel channel, @Nullable Duration time) {
    Future<?> deadline = time == null ? null : closing(channel, time);
    Future<?> before = channel.attr(DEADLINE).getAndSet(deadline);
    if (before != null) {
      before.cancel(false);
    }
  }

  private static Future<?> closing(Channel channel, Duration time) {
    Runnable close = () -> close(channel);
    return channel.eventLoop().schedule(close, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private static void close(Channel channel) {
    if (hasUnsentBytes(channel)) {
      abort(channel); // a GOAWAY would wait behind the unsent bytes
    } else {
      channel.close();
    }
  }

  /** Returns true if the client's socket does not take what was written to it. */
  static boolean hasUnsentBytes(Channel channel) {
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    return pending != null && !pending.isEmpty();
  }

  /**
   * Closes the connection with a TCP reset: a slow client notices it at once, and the kernel drops
   * the bytes for a client that has vanished.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  static void abort(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      // below all handlers, none of which may delay it
      channel.pipeline().firstContext().close();
    }
  }
}
