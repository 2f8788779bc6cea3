package news.dateline.producer.fetching;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * Checks the address of each connection when it is made. Literals, answers of the DNS, further
 * addresses of a name, redirects and retries all pass here, and none can change afterwards.
 */
@Sharable
final class ConnectGuard extends ChannelOutboundHandlerAdapter {
  private final AddressPolicy policy;

  ConnectGuard(AddressPolicy policy) {
    this.policy = policy;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise completes with it
  public void connect(
      ChannelHandlerContext context,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise promise) {
    Optional<String> refusal =
        remote instanceof InetSocketAddress internet
            ? policy.refusal(internet)
            : Optional.of("the address is not one of the internet");
    if (refusal.isPresent()) {
      promise.tryFailure(new FetchFailedException(refusal.get(), null));
    } else {
      context.connect(remote, local, promise);
    }
  }
}
