package news.dateline.support.web;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes an HTTP/1 connection whose request was answered before its whole body had arrived. The
 * answer says {@code Connection: close}. The rest of the body is discarded for up to 2 s and 1 MiB,
 * because a connection that is closed with unread bytes is reset, and the client may then lose the
 * answer (RFC 9112, section 9.6).
 */
final class UnreadBodyHandler extends ChannelDuplexHandler {
  private static final long MAX_DISCARDED_BYTES = 1024 * 1024;
  private static final long MAX_WAIT_MILLIS = 2_000;

  /** Requests whose answer has not begun. */
  private int unanswered;

  private boolean receivingBody;
  private boolean answeringEarly;
  private boolean discarding;
  private long discardedBytes;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      unanswered++;
      receivingBody = announcesBody(request);
    }
    if (message instanceof LastHttpContent) {
      receivingBody = false;
    }
    if (discarding) {
      discard(context, message);
    } else {
      context.fireChannelRead(message);
    }
  }

  /** The end of a request without a body is decoded only after the request may be answered. */
  private static boolean announcesBody(HttpRequest request) {
    return request.decoderResult().isSuccess()
        && (HttpUtil.isTransferEncodingChunked(request)
            || HttpUtil.getContentLength(request, 0L) > 0);
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void discard(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBufHolder content) {
      discardedBytes += content.content().readableBytes();
    }
    ReferenceCountUtil.release(message);
    if (!receivingBody || discardedBytes > MAX_DISCARDED_BYTES) {
      context.close();
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ChannelPromise written = promise;
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      unanswered--;
      answeringEarly = receivingBody && unanswered == 0;
      if (answeringEarly) {
        HttpUtil.setKeepAlive(response, false);
      }
    }
    if (answeringEarly && message instanceof LastHttpContent) {
      written = promise.unvoid();
      written.addListener(sent -> close(context, context.newPromise()));
    }
    context.write(message, written);
  }

  /** Delays the close while the client may not have read the answer yet. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (!answeringEarly || !receivingBody || !context.channel().isActive()) {
      context.close(promise);
      return;
    }
    context.channel().closeFuture().addListener(closed -> promise.trySuccess());
    if (!discarding) {
      discarding = true;
      context.channel().config().setAutoRead(true);
      context.executor().schedule(() -> context.close(), MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
