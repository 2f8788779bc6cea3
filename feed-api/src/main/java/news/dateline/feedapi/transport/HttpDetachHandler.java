package news.dateline.feedapi.delivery;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import news.dateline.feedapi.http.RequestDeadline;

/**
 * Stands between the socket and the web server. What the web server writes to end its response
 * stays here, and when it closes the connection it has let go: its handlers are taken out, and with
 * them goes all they hold. Whoever sends anything on an open stream is cut off.
 */
final class HttpDetachHandler extends ChannelDuplexHandler {
  private final DirectStreamBody body;
  private boolean closing;
  private boolean detached;

  HttpDetachHandler(DirectStreamBody body) {
    this.body = body;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
    body.abort();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      body.drained();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    body.leave();
    context.fireChannelInactive();
  }

  /** A connection that breaks is how most streams end. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      context.fireExceptionCaught(cause);
    }
    body.abort();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ReferenceCountUtil.release(message);
    promise.trySuccess();
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    // there is nothing: what is written to the socket is flushed there
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (detached) {
      context.close(promise);
      return;
    }
    promise.trySuccess();
    if (!closing) {
      closing = true;
      // not yet, for it is in the middle of closing
      context.executor().execute(() -> removeHttpHandlers(context.pipeline()));
    }
  }

  private void removeHttpHandlers(ChannelPipeline pipeline) {
    detached = true;
    RequestDeadline.lift(pipeline.channel());
    for (ChannelHandler last = pipeline.last();
        last != null && last != this;
        last = pipeline.last()) {
      pipeline.removeLast();
    }
  }
}
