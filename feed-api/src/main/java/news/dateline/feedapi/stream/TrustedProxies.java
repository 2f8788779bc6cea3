package news.dateline.feedapi.stream;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Knows whose word is taken on where a request comes from. */
public final class TrustedProxies {
  private static final Pattern FORWARDED_FOR =
      Pattern.compile("(?i)(?:^|[;,\\s])for=\"?\\[?([0-9a-f.:]+)");
  private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[0-9]+");

  private final List<Network> trusted;

  /**
   * @param trusted addresses or networks, as {@code 10.0.0.0/8}
   */
  public TrustedProxies(List<String> trusted) {
    this.trusted = trusted.stream().map(Network::parse).toList();
  }

  /** The address a request comes from: the nearest on its way that is no proxy of ours. */
  String client(ServerRequest request) {
    String peer = request.remoteAddress().map(TrustedProxies::host).orElse("unknown");
    return client(peer, request.headers().asHttpHeaders());
  }

  String client(String peer, HttpHeaders headers) {
    String nearest = peer;
    for (String before : way(headers)) {
      if (!isTrusted(nearest)) {
        break;
      }
      nearest = before;
    }
    return nearest;
  }

  private static String host(InetSocketAddress address) {
    return address.getAddress() == null
        ? address.getHostString()
        : address.getAddress().getHostAddress();
  }

  private boolean isTrusted(String address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  /** The addresses the headers tell of, the nearest first. */
  private static List<String> way(HttpHeaders headers) {
    List<String> way = new ArrayList<>();
    for (String line : headers.getOrEmpty("Forwarded")) {
      Matcher matcher = FORWARDED_FOR.matcher(line);
      while (matcher.find()) {
        way.add(withoutPort(matcher.group(1)));
      }
    }
    if (way.isEmpty()) {
      headers.getOrEmpty("X-Forwarded-For").stream()
          .flatMap(line -> List.of(line.split(",")).stream())
          .forEach(hop -> way.add(withoutPort(hop.strip())));
    }
    Collections.reverse(way);
    return way;
  }

  private static String withoutPort(String hop) {
    Matcher matcher = WITH_PORT.matcher(hop);
    return matcher.matches() ? matcher.group(1) : hop;
  }
}
