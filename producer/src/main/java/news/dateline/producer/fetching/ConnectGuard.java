package news.dateline.producer.fetching;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fails a connection before its first packet if the resolved address is refused. A check of the
 * host name beforehand could get another DNS answer, and literal addresses are never resolved.
 */
@Sharable
final class ConnectGuard extends ChannelOutboundHandlerAdapter {
  private final AddressRules rules;

  ConnectGuard(AddressRules rules) {
    this.rules = rules;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the returned future is the caller's promise
  public void connect(
      ChannelHandlerContext context,
      SocketAddress remote,
      @Nullable SocketAddress local,
      ChannelPromise promise) {
    Optional<String> refusal =
        remote instanceof InetSocketAddress inet && inet.getAddress() != null
            ? rules.refusal(inet.getAddress()).map(reason -> describe(inet, reason))
            : Optional.of("it: it has no internet address");
    if (refusal.isPresent()) {
      promise.setFailure(new FetchException("the producer may not connect to " + refusal.get()));
    } else {
      context.connect(remote, local, promise);
    }
  }

  /** Names the host if a resolver gave the address, which may surprise an operator. */
  private static String describe(InetSocketAddress remote, String reason) {
    String host = remote.getHostString();
    boolean literal = NetUtil.createByteArrayFromIpAddressString(host) != null;
    return (literal ? "it" : host) + ": " + remote.getAddress().getHostAddress() + " is " + reason;
  }
}
