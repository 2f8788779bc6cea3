package news.dateline.feedapi.transport;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import news.dateline.support.web.ConnectionDeadlines;

/**
 * Separates the socket from the web server. It drops what the web server writes to end its
 * response. When the web server closes the connection, the handler keeps it open and removes the
 * web server's handlers with all they hold. A client that sends anything on an open stream is
 * disconnected.
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
      body.writabilityRestored();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    body.leave();
    context.fireChannelInactive();
  }

  /** Ends the stream. An I/O error is not reported, because that is how connections usually end. */
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
    // nothing of the web server's is pending; the body flushes below this handler
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
      // in a later task, because the web server's handlers are still closing
      context.executor().execute(() -> removeHttpHandlers(context.pipeline()));
    }
  }

  private void removeHttpHandlers(ChannelPipeline pipeline) {
    detached = true;
    ConnectionDeadlines.lift(pipeline.channel());
    for (ChannelHandler last = pipeline.last();
        last != null && last != this;
        last = pipeline.last()) {
      pipeline.removeLast();
    }
  }
}
