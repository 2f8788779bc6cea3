package news.dateline.testbed.sse;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;

/** An open stream, as its reader handles it. Only for the event loop it lives on. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of it, closed() tells
public final class StreamConnection {
  private final ChannelHandlerContext context;
  private final StreamHandler handler;

  StreamConnection(ChannelHandlerContext context, StreamHandler handler) {
    this.context = context;
    this.handler = handler;
  }

  /** Reads nothing more for now: the server gets to see a slow reader. */
  public void pause() {
    context.channel().config().setAutoRead(false);
  }

  public void resume() {
    context.channel().config().setAutoRead(true);
  }

  public void close() {
    context.close();
  }

  /** Ends it as a crash or a lost network does: the server gets a reset instead of a farewell. */
  public void abort() {
    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    context.close();
  }

  /**
   * Ends it within the next event that comes: a part of that is read, the rest never.
   *
   * @param part how much of the bytes that come is still read, 0 to 1
   */
  public void cutWithinNext(double part) {
    handler.cutAt(part);
  }
}
