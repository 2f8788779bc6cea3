package news.dateline.feedapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

@EnabledOnOs(OS.LINUX)
class EventLoopsTests {
  private static final int CONNECTIONS = 10 * EventLoops.MAX_EVENTS;

  private final LoopResources loops = EventLoops.create(1);
  private final EventLoopGroup group = loops.onServer(true);

  @AfterEach
  void stop() {
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
    assertThat(group.isTerminated()).isTrue();
  }

  @Test
  void aTaskWaitsForFewEventsHoweverManyHaveCome() throws Exception {
    Reads reads = new Reads();
    InetSocketAddress server = bind(reads);
    CountDownLatch allSent = new CountDownLatch(1);
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(new Socket(server.getAddress(), server.getPort()));
      }
      await().untilAsserted(() -> assertThat(reads.connections).hasValue(CONNECTIONS));
      Future<Boolean> busy = group.submit(() -> allSent.await(1, TimeUnit.MINUTES));
      for (Socket client : clients) {
        client.getOutputStream().write(0);
      }
      allSent.countDown();

      assertThat(busy.get()).isTrue();
      await().untilAsserted(() -> assertThat(reads.count).hasValue(CONNECTIONS));
      assertThat(reads.beforeTask)
          .hasPositiveValue()
          .hasValueLessThanOrEqualTo(EventLoops.MAX_EVENTS);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private InetSocketAddress bind(Reads reads) throws InterruptedException {
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(EpollServerSocketChannel.class)
            .childHandler(reads)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return (InetSocketAddress) server.localAddress();
  }

  @Test
  void reactorRefusesToBlockAnEventLoop() throws Exception {
    assertThat(group.submit(Schedulers::isInNonBlockingThread).get()).isTrue();
  }

  /** Counts reads. The first one submits a task, which notes how many came before it. */
  @Sharable
  private static final class Reads extends ChannelInboundHandlerAdapter {
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger beforeTask = new AtomicInteger();

    @Override
    public void channelActive(ChannelHandlerContext context) {
      connections.incrementAndGet();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
      ReferenceCountUtil.release(read);
      if (count.incrementAndGet() == 1) {
        context.executor().execute(() -> beforeTask.set(count.get()));
      }
    }
  }
}
