package news.dateline.testbed.sse;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.Locale;
import java.util.Objects;
import news.dateline.client.EventParser;
import org.jspecify.annotations.Nullable;

/** A stream: requests it and parses it. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // closed() reports the end
public final class StreamConnection extends SimpleChannelInboundHandler<HttpObject> {
  private static final double NEVER_CUT = -1;

  private final ConnectOptions options;
  private final StreamListener listener;
  private final EventParser parser;
  private @Nullable Channel channel;
  private boolean streaming;
  private double cut = NEVER_CUT;

  StreamConnection(ConnectOptions options, StreamListener listener) {
    this.options = options;
    this.listener = listener;
    this.parser = new EventParser(listener);
  }

  /** Stops reading, so that the server has a slow subscriber. */
  public void pause() {
    channel().config().setAutoRead(false);
  }

  public void resume() {
    channel().config().setAutoRead(true);
  }

  public void close() {
    channel().close();
  }

  /** Closes the connection with a TCP reset, as a crash does. */
  public void abort() {
    channel().config().setOption(ChannelOption.SO_LINGER, 0);
    close();
  }

  /**
   * Closes the connection within the next received bytes: a part of them is read, the rest is not.
   *
   * @param part the part of the bytes that is read, 0 to 1
   */
  public void cutWithinNext(double part) {
    cut = part;
  }

  private Channel channel() {
    return Objects.requireNonNull(channel, "not connected yet");
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, options.target());
    request
        .headers()
        .set(HttpHeaderNames.HOST, options.host())
        .set(HttpHeaderNames.ACCEPT, "text/event-stream")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    options.headers().forEach(request.headers()::set);
    context.writeAndFlush(request);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (message instanceof HttpResponse response) {
      begin(context, response);
    }
    if (message instanceof HttpContent content && streaming) {
      read(context, content.content());
    }
    if (message instanceof LastHttpContent) {
      context.close();
    }
  }

  private void begin(ChannelHandlerContext context, HttpResponse response) {
    String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    streaming =
        response.status().code() == 200
            && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    if (streaming) {
      listener.opened(this);
    } else {
      listener.refused(response.status().code());
      context.close();
    }
  }

  private void read(ChannelHandlerContext context, ByteBuf bytes) {
    if (cut == NEVER_CUT || !bytes.isReadable()) {
      parse(bytes, bytes.readableBytes());
      return;
    }
    parse(bytes, (int) Math.min(bytes.readableBytes() - 1, bytes.readableBytes() * cut));
    streaming = false;
    context.close();
  }

  private void parse(ByteBuf bytes, int length) {
    byte[] copy = new byte[length];
    bytes.readBytes(copy);
    parser.read(copy, 0, length);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    listener.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // the listener decides what the end of a connection means
    if (cause instanceof ReadTimeoutException) {
      listener.silent();
    }
    context.close();
  }
}
