package news.dateline.feedapi.stream;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Finds the address of a client behind proxies. Thread-safe; never resolves a host name. */
final class TrustedProxies {
  private static final Pattern FORWARDED_FOR =
      Pattern.compile("(?i)(?:^|[;,\\s])for=\"?\\[?([0-9a-f.:]+)");
  private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[0-9]+");

  private final List<IpSubnetFilterRule> trusted;

  /**
   * @param trusted addresses or networks, such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if one is neither
   */
  TrustedProxies(List<String> trusted) {
    this.trusted = trusted.stream().map(TrustedProxies::network).toList();
  }

  private static IpSubnetFilterRule network(String text) {
    String[] parts = text.split("/", 2);
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(parts[0]);
    if (address == null) {
      throw new IllegalArgumentException("'" + text + "' is not an address or network");
    }
    int bits =
        parts.length == 2 ? Integer.parseInt(parts[1]) : address.getAddress().length * Byte.SIZE;
    return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
  }

  /** Returns the client's address: the nearest on its way that is not a trusted proxy. */
  String client(ServerRequest request) {
    String peer = request.remoteAddress().map(TrustedProxies::host).orElse("unknown");
    return client(peer, request.headers().asHttpHeaders());
  }

  String client(String peer, HttpHeaders headers) {
    String nearest = peer;
    for (String hop : hops(headers)) {
      if (!isTrusted(nearest)) {
        break;
      }
      nearest = hop;
    }
    return nearest;
  }

  private static String host(InetSocketAddress address) {
    return address.getAddress() == null
        ? address.getHostString()
        : address.getAddress().getHostAddress();
  }

  private boolean isTrusted(String text) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
    return address != null
        && trusted.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(address, 0)));
  }

  /** Returns the addresses of {@code Forwarded} or {@code X-Forwarded-For}, the nearest first. */
  private static List<String> hops(HttpHeaders headers) {
    List<String> hops = new ArrayList<>();
    for (String line : headers.getOrEmpty("Forwarded")) {
      Matcher matcher = FORWARDED_FOR.matcher(line);
      while (matcher.find()) {
        hops.add(withoutPort(matcher.group(1)));
      }
    }
    if (hops.isEmpty()) {
      headers.getOrEmpty("X-Forwarded-For").stream()
          .flatMap(line -> List.of(line.split(",")).stream())
          .forEach(hop -> hops.add(withoutPort(hop.strip())));
    }
    Collections.reverse(hops);
    return hops;
  }

  private static String withoutPort(String hop) {
    Matcher matcher = WITH_PORT.matcher(hop);
    return matcher.matches() ? matcher.group(1) : hop;
  }
}
