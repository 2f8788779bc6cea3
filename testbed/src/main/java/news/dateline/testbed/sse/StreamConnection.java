package news.dateline.testbed.sse;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;

/** An open stream. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // closed() reports the end
public final class StreamConnection {
  private final ChannelHandlerContext context;
  private final StreamHandler handler;

  StreamConnection(ChannelHandlerContext context, StreamHandler handler) {
    this.context = context;
    this.handler = handler;
  }

  /** Stops reading, so that the server has a slow subscriber. */
  public void pause() {
    context.channel().config().setAutoRead(false);
  }

  public void resume() {
    context.channel().config().setAutoRead(true);
  }

  public void close() {
    context.close();
  }

  /** Closes the connection with a TCP reset, as a crash does. */
  public void abort() {
    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    context.close();
  }

  /**
   * Closes the connection within the next received bytes: a part of them is read, the rest is not.
   *
   * @param part the part of the bytes that is read, 0 to 1
   */
  public void cutWithinNext(double part) {
    handler.cutAt(part);
  }
}
