package news.dateline.feedapi.transport;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import java.time.Duration;

/**
 * Limits the memory of a stream whose client does not read to 64 KiB: 24 KiB in Netty, because a
 * write of 16 KiB begins only while less than 8 KiB wait, and 32 KiB in the kernel, which doubles
 * the requested send buffer.
 */
final class StreamSocketOptions {
  private static final WriteBufferWaterMark PENDING = new WriteBufferWaterMark(4 * 1024, 8 * 1024);
  private static final int SEND_BUFFER = 16 * 1024;
  // so that writable means that the peer takes what is sent, not that the kernel has room
  private static final long MAX_UNSENT_BYTES = 8 * 1024;

  private StreamSocketOptions() {}

  /**
   * Sets the options that the transport supports.
   *
   * @param ackTimeout time after which the kernel closes the connection if the peer acknowledges
   *     nothing. The NIO transport does not support it: there, the write timeout closes the
   *     connection once enough has been written to it.
   */
  static void apply(ChannelConfig config, Duration ackTimeout) {
    config.setWriteBufferWaterMark(PENDING);
    config.setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    if (config instanceof EpollSocketChannelConfig) {
      config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MAX_UNSENT_BYTES);
      config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) ackTimeout.toMillis());
    }
  }
}
