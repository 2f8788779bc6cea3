package news.dateline.feedapi.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServerState;

/**
 * Closes connections on which the headers of a request are not complete in time. An idle timeout is
 * not enough, because a client that sends a byte now and then is never idle.
 */
public final class RequestDeadline implements ConnectionObserver {
  private static final AttributeKey<Future<?>> DEADLINE =
      AttributeKey.valueOf(RequestDeadline.class, "deadline");

  private final Duration first;
  private final Duration next;

  /**
   * @param first time for the first request, from the start of the connection
   * @param next time for each further request, from the end of the previous answer
   */
  public RequestDeadline(Duration first, Duration next) {
    this.first = first;
    this.next = next;
  }

  @Override
  public void onStateChange(Connection connection, State state) {
    Channel channel = connection.channel();
    boolean stream = channel instanceof Http2StreamChannel;
    if (state == HttpServerState.REQUEST_RECEIVED) {
      set(stream ? channel.parent() : channel, null);
    } else if (!stream && state == State.CONNECTED) {
      set(channel, first);
    } else if (!stream && state == State.DISCONNECTING && channel.isActive()) {
      set(channel, next);
    }
  }

  /** Removes the deadline, for a connection without further requests. Call on its event loop. */
  public static void lift(Channel channel) {
    set(channel, null);
  }

  private static void set(Channel channel, @Nullable Duration time) {
    Future<?> deadline = time == null ? null : closing(channel, time);
    Future<?> before = channel.attr(DEADLINE).getAndSet(deadline);
    if (before != null) {
      before.cancel(false);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private static Future<?> closing(Channel channel, Duration time) {
    Runnable close = () -> channel.close();
    return channel.eventLoop().schedule(close, time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
