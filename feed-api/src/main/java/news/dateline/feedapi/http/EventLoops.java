package news.dateline.feedapi.http;

import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.resources.LoopResources;

/**
 * The event loops of the web server on Linux. A change is written to subscribers by a task of their
 * event loop, and an event loop runs its tasks after it has handled the events that one call of
 * epoll returned. That number is bounded, so that a change does not wait until thousands of clients
 * that connect at once are served.
 */
final class EventLoops implements LoopResources {
  /** A request takes 0.2 ms, and up to 6 ms on a JVM that has just started. */
  static final int MAX_EVENTS = 8;

  private static final String NAME = "feed-api";

  private final EventLoopGroup group;

  private EventLoops(int threads) {
    this.group =
        new MultiThreadIoEventLoopGroup(
            threads,
            new Threads(),
            EpollIoHandler.newFactory(MAX_EVENTS, DefaultSelectStrategyFactory.INSTANCE));
  }

  /**
   * Creates event loops. Without epoll, or with {@code -Dreactor.netty.native=false}, they are
   * those of Reactor Netty, which have no such bound.
   */
  static LoopResources create(int threads) {
    return LoopResources.DEFAULT_NATIVE && Epoll.isAvailable()
        ? new EventLoops(threads)
        : LoopResources.create(NAME, threads, true);
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return group;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
    return Mono.create(
        sink -> {
          group.shutdownGracefully(
              quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS);
          group.terminationFuture().addListener(end -> sink.success());
        });
  }

  /** Makes threads on which Reactor refuses to block. */
  private static final class Threads extends DefaultThreadFactory {
    Threads() {
      super(NAME, true);
    }

    @Override
    protected Thread newThread(Runnable run, String name) {
      return new NonBlockingThread(run, name);
    }
  }

  private static final class NonBlockingThread extends FastThreadLocalThread
      implements NonBlocking {
    NonBlockingThread(Runnable run, String name) {
      super(run, name);
    }
  }
}
