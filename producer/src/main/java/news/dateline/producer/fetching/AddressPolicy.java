package news.dateline.producer.fetching;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides to which addresses the producer may connect for a document of another system: to public
 * ones on the allowed ports, and to the allowed networks. Thread-safe.
 */
final class AddressPolicy {
  /** What is not public: RFC 6890 and the registries of IANA that it founded. */
  private static final List<IpSubnetFilterRule> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              // Teredo, benchmarks, ORCHID and other protocols; documentation; 6to4
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(AddressPolicy::network)
          .toList();

  /** The only IPv6 addresses that are global unicast. NAT64 (64:ff9b::/96) is outside. */
  private static final IpSubnetFilterRule GLOBAL_UNICAST = network("2000::/3");

  private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final List<IpSubnetFilterRule> allowed;
  private final Set<Integer> ports;

  /**
   * @param allowed addresses or networks, such as {@code 10.0.0.0/8}, that are allowed although
   *     they are not public
   * @throws IllegalArgumentException if one is neither an address nor a network
   */
  AddressPolicy(List<String> allowed, Set<Integer> ports) {
    this.allowed = allowed.stream().map(AddressPolicy::network).toList();
    this.ports = Set.copyOf(ports);
  }

  private static IpSubnetFilterRule network(String text) {
    String[] parts = text.split("/", 2);
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(parts[0]);
    if (address == null || (parts.length == 2 && !parts[1].matches("[0-9]{1,3}"))) {
      throw new IllegalArgumentException("'" + text + "' is not an address or network");
    }
    int bits =
        parts.length == 2 ? Integer.parseInt(parts[1]) : address.getAddress().length * Byte.SIZE;
    return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
  }

  /** Returns why a connection to the address is refused; empty if it is not. */
  Optional<String> refusal(InetSocketAddress remote) {
    InetAddress address = remote.getAddress() == null ? null : unmapped(remote.getAddress());
    if (address == null) {
      return Optional.of("the address of " + remote.getHostString() + " is not known");
    }
    if (!ports.contains(remote.getPort())) {
      return Optional.of("port " + remote.getPort() + " is not allowed");
    }
    InetSocketAddress unmapped = new InetSocketAddress(address, remote.getPort());
    boolean exempt = allowed.stream().anyMatch(network -> network.matches(unmapped));
    return exempt || isPublic(unmapped)
        ? Optional.empty()
        : Optional.of(address.getHostAddress() + " is not a public address");
  }

  private static boolean isPublic(InetSocketAddress remote) {
    boolean global = remote.getAddress() instanceof Inet4Address || GLOBAL_UNICAST.matches(remote);
    return global
        && NOT_PUBLIC.stream().noneMatch(network -> network.matches(remote))
        && !isOwn(remote.getAddress());
  }

  /** Returns the IPv4 address that an IPv6 address contains (::ffff:0:0/96). */
  private static @Nullable InetAddress unmapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4 || !Arrays.equals(bytes, 0, 12, MAPPED_PREFIX, 0, 12)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      return null; // four bytes are always an address
    }
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // what cannot be told apart from this machine is refused
    }
  }
}
