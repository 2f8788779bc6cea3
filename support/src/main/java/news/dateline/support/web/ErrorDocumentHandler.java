package news.dateline.support.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;

/**
 * Writes a problem document into each error answer without a body. The web server gives such
 * answers by itself to requests that it cannot decode, which no handler of ours gets to see.
 */
@Sharable
final class ErrorDocumentHandler extends ChannelOutboundHandlerAdapter
    implements ConnectionObserver {
  private final ProblemHandler problems;

  ErrorDocumentHandler(ProblemHandler problems) {
    this.problems = problems;
  }

  /** Joins the pipeline of each new connection, and of each HTTP/2 stream. */
  @Override
  public void onStateChange(Connection connection, State state) {
    if (state == State.CONNECTED) {
      connection.channel().pipeline().addLast(this);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise tells of the end
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean bare = message instanceof FullHttpResponse answer && isBareError(answer);
    context.write(bare ? withDocument((FullHttpResponse) message) : message, promise);
  }

  private static boolean isBareError(FullHttpResponse answer) {
    return answer.status().code() >= 400
        && !answer.content().isReadable()
        && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE);
  }

  private FullHttpResponse withDocument(FullHttpResponse bare) {
    HttpStatusCode status = HttpStatusCode.valueOf(bare.status().code());
    byte[] document = ProblemHandler.json(problems.problem(status, detail(status)).getBody());
    HttpHeaders headers = bare.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, document.length);
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    bare.release();
    return new DefaultFullHttpResponse(
        bare.protocolVersion(),
        bare.status(),
        Unpooled.wrappedBuffer(document),
        headers,
        bare.trailingHeaders());
  }

  private static @Nullable String detail(HttpStatusCode status) {
    return switch (status.value()) {
      case 400 -> "the request line or a header cannot be understood";
      case 414 -> "the request line is too long";
      case 431 -> "the headers are too long";
      default -> null;
    };
  }
}
