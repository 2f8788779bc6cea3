package news.dateline.feedapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.netty.ConnectionObserver;

/** The channels of these tests have one thread, as those of an event loop have. */
class PacedConnectionsTests {
  private static final int MAX = PacedConnections.MAX_PER_TURN;

  private final PacedConnections connections = new PacedConnections();
  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private final List<Integer> read = new ArrayList<>();

  @Test
  void aConnectionThatComesAloneIsReadAtOnce() {
    connect(1);

    assertThat(read).containsExactly(0);
  }

  @Test
  void ofManyConnectionsAFewAreReadInEachTurnInTheOrderInWhichTheyCame() {
    connect(2 * MAX + 1);

    assertThat(read).hasSize(MAX);

    nextTurn();
    assertThat(read).hasSize(2 * MAX);

    nextTurn();
    assertThat(read).hasSize(2 * MAX + 1).isSorted();
  }

  @Test
  void aConnectionThatWasClosedBeforeItsTurnTakesNoPlaceInIt() {
    connect(2 * MAX + 1);
    channels.get(MAX).close();

    nextTurn();

    assertThat(read).hasSize(2 * MAX).contains(2 * MAX).doesNotContain(MAX);
  }

  @Test
  void aConnectionIsReadWithoutAWaitOnceItHasBegun() {
    connect(MAX + 1);

    channels.get(0).read();

    assertThat(read).hasSize(MAX + 1).endsWith(0);
  }

  private void connect(int count) {
    for (int i = 0; i < count; i++) {
      int number = channels.size();
      EmbeddedChannel channel = new EmbeddedChannel();
      channels.add(channel);
      channel.freezeTime();
      connections.onChannelInit(ConnectionObserver.emptyListener(), channel, null);
      channel
          .pipeline()
          .addFirst(
              new ChannelOutboundHandlerAdapter() {
                @Override
                public void read(ChannelHandlerContext context) {
                  read.add(number);
                }
              });
      channel.read();
    }
  }

  /** Lets the time of a turn pass. Its task is on the loop of the first channel that began. */
  private void nextTurn() {
    for (EmbeddedChannel channel : channels) {
      channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    }
    channels.forEach(EmbeddedChannel::runScheduledPendingTasks);
  }
}
