package news.dateline.producer.fetching;

import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import news.dateline.support.web.IpNetworks;

/**
 * Decides to which addresses the producer may connect: to public ones, and to the networks that an
 * operator allows. Never resolves a name. Thread-safe.
 */
final class AddressRules {
  private record AddressRange(IpSubnetFilterRule rule, String name) {
    boolean contains(InetAddress address) {
      return rule.matches(new InetSocketAddress(address, 0));
    }
  }

  /** Every public IPv6 address is in it, and no mapped, compatible or translated IPv4 address. */
  private static final AddressRange PUBLIC_IPV6 = network("2000::/3", "public");

  private static final List<AddressRange> REFUSED =
      List.of(
          network("0.0.0.0/8", "this network"),
          network("10.0.0.0/8", "a private network"),
          network("100.64.0.0/10", "the network of a carrier"),
          network("127.0.0.0/8", "loopback"),
          network("169.254.0.0/16", "link-local"),
          network("172.16.0.0/12", "a private network"),
          network("192.0.0.0/24", "reserved"),
          network("192.0.2.0/24", "reserved for documentation"),
          network("192.88.99.0/24", "a relay of 6to4"),
          network("192.168.0.0/16", "a private network"),
          network("198.18.0.0/15", "reserved for benchmarks"),
          network("198.51.100.0/24", "reserved for documentation"),
          network("203.0.113.0/24", "reserved for documentation"),
          // the host of a virtual machine in Azure, which answers with credentials
          network("168.63.129.16/32", "the host of this machine"),
          network("224.0.0.0/4", "multicast"),
          network("240.0.0.0/4", "reserved"),
          // addresses that contain an IPv4 address, to which a gateway may connect
          network("2001::/32", "a Teredo address"),
          network("2002::/16", "a 6to4 address"),
          network("2001::/23", "reserved"),
          network("2001:db8::/32", "reserved for documentation"),
          network("3fff::/20", "reserved for documentation"));

  private final List<AddressRange> allowed;
  private final Predicate<InetAddress> own;

  /**
   * @param allowed addresses or networks, such as {@code 10.1.0.0/16}, to which the producer may
   *     connect although they are not public
   * @throws IllegalArgumentException if one is neither an address nor a network. The message names
   *     the setting, because a start prints nothing else
   */
  AddressRules(List<String> allowed) {
    this(allowed, AddressRules::isOwn);
  }

  /**
   * @param own tests whether an address is one of this machine
   */
  AddressRules(List<String> allowed, Predicate<InetAddress> own) {
    this.allowed = allowed.stream().map(text -> network(text, "allowed")).toList();
    this.own = own;
  }

  private static AddressRange network(String text, String name) {
    return new AddressRange(IpNetworks.parse(FetchProperties.ALLOWED_NETWORKS, text), name);
  }

  /** Returns what the address is if the producer may not connect to it. */
  Optional<String> refusal(InetAddress address) {
    if (allowed.stream().anyMatch(network -> network.contains(address))) {
      return Optional.empty();
    }
    if (address instanceof Inet6Address && !PUBLIC_IPV6.contains(address)) {
      return Optional.of("not a public address");
    }
    return REFUSED.stream()
        .filter(network -> network.contains(address))
        .map(AddressRange::name)
        .findFirst()
        .or(() -> own.test(address) ? Optional.of("this machine") : Optional.empty());
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // an address that cannot be checked is refused
    }
  }
}
