package news.dateline.feedapi.delivery;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import java.time.Duration;

/**
 * What a connection may hold of a stream, so that one who does not read costs at most 64 KiB: 24
 * KiB here, for a turn of 16 KiB begins as long as less than 8 KiB wait, and 32 KiB in the kernel,
 * which doubles what it is asked for.
 */
final class StreamSocketOptions {
  private static final WriteBufferWaterMark PENDING = new WriteBufferWaterMark(4 * 1024, 8 * 1024);
  private static final int SEND_BUFFER = 16 * 1024;
  // so that writable means that the peer takes what is sent, not that the kernel has room
  private static final long NOT_SENT = 8 * 1024;

  private StreamSocketOptions() {}

  /**
   * Sets what the transport knows of.
   *
   * @param silence how long a peer may acknowledge nothing. The NIO transport cannot be told: there
   *     a dead peer is noticed when so much has been written to it that it counts as stalled
   */
  static void apply(ChannelConfig config, Duration silence) {
    config.setWriteBufferWaterMark(PENDING);
    config.setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    if (config instanceof EpollSocketChannelConfig) {
      config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, NOT_SENT);
      config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) silence.toMillis());
    }
  }
}
