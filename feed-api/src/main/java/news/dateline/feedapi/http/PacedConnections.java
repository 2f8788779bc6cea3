package news.dateline.feedapi.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;

/**
 * Lets the new connections of an event loop begin a few at a time. An event loop handles everything
 * that can be read before it runs its next task, and a change is written by a task: without this,
 * the subscribers that are there wait until all those that return at once are served. The others
 * wait unread; their time for the first request runs meanwhile.
 */
final class PacedConnections implements ChannelPipelineConfigurer {
  /**
   * New connections in a turn of an event loop. One takes 0.2 ms, on a JVM that has just started up
   * to 6 ms.
   */
  static final int MAX_PER_TURN = 4;

  /** Shorter than a turn takes; an event loop runs what is readable and its tasks meanwhile. */
  private static final long TURN_MILLIS = 1;

  private final FastThreadLocal<Turns> turns =
      new FastThreadLocal<>() {
        @Override
        protected Turns initialValue() {
          return new Turns();
        }
      };

  /** Called on the event loop of the new connection. */
  @Override
  public void onChannelInit(
      ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
    channel.pipeline().addFirst(new FirstRead(turns.get()));
  }

  /** Holds the first read of a connection back until the turn of the connection. */
  private static final class FirstRead extends ChannelOutboundHandlerAdapter {
    private final Turns turns;
    private boolean requested;

    FirstRead(Turns turns) {
      this.turns = turns;
    }

    @Override
    public void read(ChannelHandlerContext context) {
      if (!requested) {
        requested = true;
        turns.request(context);
      }
    }
  }

  /** The turns of one event loop. Used on that event loop only. */
  private static final class Turns {
    private final Queue<ChannelHandlerContext> waiting = new ArrayDeque<>();
    private int begun;

    void request(ChannelHandlerContext first) {
      if (begun < MAX_PER_TURN) {
        begin(first);
      } else {
        waiting.add(first);
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void begin(ChannelHandlerContext first) {
      if (begun == 0) {
        first.channel().eventLoop().schedule(this::next, TURN_MILLIS, TimeUnit.MILLISECONDS);
      }
      begun++;
      first.read();
      first.pipeline().remove(first.handler());
    }

    private void next() {
      begun = 0;
      while (begun < MAX_PER_TURN && !waiting.isEmpty()) {
        ChannelHandlerContext first = waiting.remove();
        if (!first.isRemoved()) { // the connection may have been closed meanwhile
          begin(first);
        }
      }
    }
  }
}
