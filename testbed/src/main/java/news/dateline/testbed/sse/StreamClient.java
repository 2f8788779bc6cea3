package news.dateline.testbed.sse;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Opens streams over Netty; thousands in one process, as many as it may have file descriptors. */
public final class StreamClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int MAX_LINE = 8 * 1024;

  private final EventLoopGroup loops;
  private @Nullable SslContext tls;

  /**
   * Starts the event loops.
   *
   * @param threads event loops; each serves some thousand streams
   */
  public StreamClient(int threads) {
    loops =
        new MultiThreadIoEventLoopGroup(
            threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** The event loop for the next stream, in turn. */
  public EventLoop loop() {
    return loops.next();
  }

  /** Connects. The listener is called on the given loop. */
  public void open(EventLoop loop, ConnectOptions options, StreamListener listener) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(pipeline(options, listener));
    if (options.receiveBuffer() > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, options.receiveBuffer());
    }
    if (options.from() != null) {
      bootstrap.localAddress(new InetSocketAddress(options.from(), 0));
      if (Epoll.isAvailable()) {
        // without this the kernel looks for a port that is free for every destination
        bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
      }
    }
    ChannelFuture connected =
        bootstrap.connect(new InetSocketAddress(options.uri().getHost(), options.port()));
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            loop.execute(listener::closed);
          }
        });
  }

  private ChannelInitializer<Channel> pipeline(ConnectOptions options, StreamListener listener) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) throws SSLException {
        if (options.secure()) {
          channel
              .pipeline()
              .addLast(tls().newHandler(channel.alloc(), options.uri().getHost(), options.port()));
        }
        channel.pipeline().addLast(new HttpClientCodec(MAX_LINE, MAX_LINE, MAX_LINE));
        if (!options.silence().isZero()) {
          channel
              .pipeline()
              .addLast(new ReadTimeoutHandler(options.silence().toMillis(), TimeUnit.MILLISECONDS));
        }
        channel.pipeline().addLast(new StreamConnection(options, listener));
      }
    };
  }

  private synchronized SslContext tls() throws SSLException {
    if (tls == null) {
      tls = SslContextBuilder.forClient().build();
    }
    return tls;
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
