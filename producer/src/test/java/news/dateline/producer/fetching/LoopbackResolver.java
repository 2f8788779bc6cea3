package news.dateline.producer.fetching;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves every name to a loopback address, as a hostile DNS server can. */
final class LoopbackResolver extends AddressResolverGroup<InetSocketAddress> {
  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetSocketAddressResolver(
        executor,
        new InetNameResolver(executor) {
          @Override
          protected void doResolve(String host, Promise<InetAddress> promise)
              throws UnknownHostException {
            promise.setSuccess(loopback(host));
          }

          @Override
          protected void doResolveAll(String host, Promise<List<InetAddress>> promise)
              throws UnknownHostException {
            promise.setSuccess(List.of(loopback(host)));
          }
        });
  }

  /** Returns an address that knows its name, as those of a real resolver do. */
  private static InetAddress loopback(String host) throws UnknownHostException {
    return InetAddress.getByAddress(host, new byte[] {127, 0, 0, 2});
  }
}
