package news.dateline.testbed.sse;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
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
import news.dateline.client.EventParser;

/** Requests a stream and parses it. */
@SuppressWarnings("FutureReturnValueIgnored") // closed() reports the end
final class StreamHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final double UNCUT = -1;

  private final ConnectOptions options;
  private final StreamListener listener;
  private final EventParser parser;
  private boolean streaming;
  private double cut = UNCUT;

  StreamHandler(ConnectOptions options, StreamListener listener) {
    this.options = options;
    this.listener = listener;
    this.parser = new EventParser(listener);
  }

  void cutAt(double part) {
    cut = part;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
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
      listener.opened(new StreamConnection(context, this));
    } else {
      listener.refused(response.status().code());
      context.close();
    }
  }

  private void read(ChannelHandlerContext context, ByteBuf bytes) {
    if (cut == UNCUT || !bytes.isReadable()) {
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
