package news.dateline.feedapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsAckFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 client in the clear that works with single frames. It never gives the server more
 * window by itself.
 */
final class RawHttp2Connection implements AutoCloseable {
  private static final EventLoopGroup LOOP =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("http2-client", true), NioIoHandler.newFactory());

  private final Http2FrameCodec codec;
  private final Map<Http2FrameStream, Answer> answers = new ConcurrentHashMap<>();
  private final CountDownLatch settingsTaken = new CountDownLatch(1);
  private final FrameReader frames = new FrameReader();
  private final Channel channel;

  /** What the server has sent on one stream. */
  static final class Answer {
    private final Http2FrameStream stream;
    private final StringBuffer body = new StringBuffer();
    private volatile @Nullable CharSequence status;
    private volatile boolean ended;
    private volatile @Nullable Long reset;

    private Answer(Http2FrameStream stream) {
      this.stream = stream;
    }

    @Nullable String status() {
      CharSequence known = status;
      return known == null ? null : known.toString();
    }

    String body() {
      return body.toString();
    }

    boolean hasEnded() {
      return ended;
    }

    /** Returns the error code of RST_STREAM, or null. */
    @Nullable Long reset() {
      return reset;
    }
  }

  private final class FrameReader extends Http2ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      if (frame instanceof Http2HeadersFrame headers) {
        Answer answer = answers.get(headers.stream());
        answer.status = headers.headers().status();
        answer.ended = headers.isEndStream();
      } else if (frame instanceof Http2DataFrame data) {
        Answer answer = answers.get(data.stream());
        answer.body.append(data.content().toString(UTF_8));
        answer.ended = data.isEndStream();
      } else if (frame instanceof Http2ResetFrame reset) {
        answers.get(reset.stream()).reset = reset.errorCode();
      } else if (frame instanceof Http2SettingsAckFrame) {
        settingsTaken.countDown();
      }
      ReferenceCountUtil.release(frame);
    }
  }

  private RawHttp2Connection(int port, int window) throws InterruptedException {
    codec =
        Http2FrameCodecBuilder.forClient()
            .initialSettings(Http2Settings.defaultSettings().initialWindowSize(window))
            .build();
    channel =
        new Bootstrap()
            .group(LOOP)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.SO_RCVBUF, 4 * 1024)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel added) {
                    added.pipeline().addLast(codec, frames);
                  }
                })
            .connect("127.0.0.1", port)
            .sync()
            .channel();
  }

  /**
   * Connects, and returns once the server has acknowledged the settings (RFC 9113, section 6.5.3).
   * Until then Netty counts with the protocol's window of 65,535 bytes for each stream, and sends
   * no WINDOW_UPDATE for a smaller one. Each stream gets a window of this size, and no more.
   */
  static RawHttp2Connection to(FeedApiInstance replica, int window) throws InterruptedException {
    return to(replica.port(), window);
  }

  static RawHttp2Connection to(int port, int window) throws InterruptedException {
    RawHttp2Connection connection = new RawHttp2Connection(port, window);
    if (!connection.settingsTaken.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server has not acknowledged the settings");
    }
    return connection;
  }

  /** Sends a request without a body. */
  Answer get(String path) throws Exception {
    return send(path, true);
  }

  /** Sends the headers of a request whose body never comes. */
  Answer withoutEnd(String path) throws Exception {
    return send(path, false);
  }

  private Answer send(String path, boolean end) throws Exception {
    Http2FrameStream stream = frames.newStream();
    Answer answer = new Answer(stream);
    answers.put(stream, answer);
    DefaultHttp2Headers headers = new DefaultHttp2Headers();
    headers.method("GET").scheme("http").authority("x").path(path);
    channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers, end).stream(stream)).sync();
    return answer;
  }

  /** Lets the server send this many more bytes on the stream. */
  void allow(Answer answer, int bytes) throws InterruptedException {
    allow(answer.stream.id(), bytes);
  }

  private void allow(int stream, int bytes) throws InterruptedException {
    channel
        .eventLoop()
        .submit(
            () -> {
              increase(stream, bytes);
              channel.flush();
            })
        .sync();
  }

  /** Sends a WINDOW_UPDATE of this size, unless the stream has ended. */
  private void increase(int id, int bytes) {
    Http2Connection connection = codec.connection();
    Http2Stream stream = connection.stream(id);
    if (stream == null) {
      return;
    }
    DefaultHttp2LocalFlowController windows =
        (DefaultHttp2LocalFlowController) connection.local().flowController();
    try {
      windows.windowUpdateRatio(stream, 0.999f); // Netty would collect half of the window first
      windows.incrementWindowSize(stream, bytes);
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets the server send this many more bytes on all streams together. */
  void allowOnConnection(int bytes) throws InterruptedException {
    allow(0, bytes);
  }

  /** Sends a PING, which fails if the server has closed the connection. */
  void ping() {
    channel.writeAndFlush(new DefaultHttp2PingFrame(1)).awaitUninterruptibly();
  }

  /** Returns the limit that the server has announced. */
  long maxConcurrentStreams() {
    return codec.connection().local().maxActiveStreams();
  }

  /** Leaves what the server sends in the socket. */
  void stopReading() {
    channel.config().setAutoRead(false);
  }

  boolean isOpen() {
    return channel.isActive();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
  }
}
