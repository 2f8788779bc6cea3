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

/** Opens streams, as many as the process may have files. */
public final class StreamClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int LONGEST_LINE = 8 * 1024;

  private final EventLoopGroup loops;
  private @Nullable SslContext tls;

  /**
   * Starts the event loops.
   *
   * @param threads one serves some thousand streams
   */
  public StreamClient(int threads) {
    loops =
        new MultiThreadIoEventLoopGroup(
            threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** The loop of the next reader; they take turns. */
  public EventLoop loop() {
    return loops.next();
  }

  /** Connects; what becomes of it is told to the listener, on the given loop. */
  public void open(EventLoop loop, ConnectOptions visit, StreamListener listener) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(pipeline(visit, listener));
    if (visit.receiveBuffer() > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, visit.receiveBuffer());
    }
    if (visit.from() != null) {
      bootstrap.localAddress(new InetSocketAddress(visit.from(), 0));
      if (Epoll.isAvailable()) {
        // else the kernel looks for a port that is free for every destination
        bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
      }
    }
    ChannelFuture connected =
        bootstrap.connect(new InetSocketAddress(visit.uri().getHost(), visit.port()));
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            loop.execute(listener::closed);
          }
        });
  }

  private ChannelInitializer<Channel> pipeline(ConnectOptions visit, StreamListener listener) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) throws SSLException {
        if (visit.secure()) {
          channel
              .pipeline()
              .addLast(tls().newHandler(channel.alloc(), visit.uri().getHost(), visit.port()));
        }
        channel.pipeline().addLast(new HttpClientCodec(LONGEST_LINE, LONGEST_LINE, LONGEST_LINE));
        if (!visit.silence().isZero()) {
          channel
              .pipeline()
              .addLast(new ReadTimeoutHandler(visit.silence().toMillis(), TimeUnit.MILLISECONDS));
        }
        channel.pipeline().addLast(new StreamHandler(visit, listener));
      }
    };
  }

  private synchronized SslContext tls() throws SSLException {
    if (tls == null) {
      tls = SslContextBuilder.forClient().build();
    }
    return tls;
  }

  /** Ends all that is open. */
  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
