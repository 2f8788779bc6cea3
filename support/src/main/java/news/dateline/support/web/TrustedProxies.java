package news.dateline.support.web;

import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Finds the address of a client behind proxies. Thread-safe; never resolves a host name. */
public final class TrustedProxies {
  /** An address with or without port; IPv6 with a port is in brackets. */
  private static final Pattern NODE =
      Pattern.compile("\\[([0-9a-fA-F:.]+)](?::\\d+)?|([0-9.]+)(?::\\d+)?|([0-9a-fA-F:.]+)");

  private final List<IpSubnetFilterRule> trusted;
  private final ForwardedHeader header;

  /** A header in which proxies name the address of a client. */
  public enum ForwardedHeader {
    X_FORWARDED_FOR("X-Forwarded-For"),
    FORWARDED("Forwarded");

    private final String headerName;

    ForwardedHeader(String headerName) {
      this.headerName = headerName;
    }
  }

  /**
   * @param key the setting that has the trusted proxies
   * @param trusted addresses or networks, such as {@code 10.0.0.0/8}
   * @param header the one header that these proxies set
   * @throws IllegalArgumentException if one is neither an address nor a network
   */
  public TrustedProxies(String key, List<String> trusted, ForwardedHeader header) {
    this.trusted = trusted.stream().map(text -> IpNetworks.parse(key, text)).toList();
    this.header = header;
  }

  /**
   * Returns the client as limits count clients: by its IPv4 address, or by the /64 network of its
   * IPv6 address, within which a client chooses its addresses itself.
   */
  public String client(@Nullable InetSocketAddress peer, HttpHeaders headers) {
    String client = client(peer == null ? "unknown" : host(peer), headers);
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(client);
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, Long.BYTES)
        : client;
  }

  /** Returns the client's address: the nearest on its way that is not a trusted proxy. */
  String client(String peer, HttpHeaders headers) {
    String nearest = peer;
    for (String hop : isTrusted(peer) ? hops(headers) : List.<String>of()) {
      String address = address(hop);
      // the hops before a hop that is not an address may be forged
      if (address == null || !isTrusted(nearest)) {
        break;
      }
      nearest = address;
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

  /** Returns the hops as the header names them, the nearest first. */
  private List<String> hops(HttpHeaders headers) {
    List<String> hops = new ArrayList<>();
    for (String line : headers.getOrEmpty(header.headerName)) {
      if (header == ForwardedHeader.FORWARDED) {
        split(line, ',').forEach(element -> hops.add(forwardedFor(element)));
      } else {
        hops.addAll(List.of(line.split(",", -1)));
      }
    }
    Collections.reverse(hops);
    return hops;
  }

  /** Returns the value of {@code for} in an element of {@code Forwarded}; empty without one. */
  private static String forwardedFor(String element) {
    for (String pair : split(element, ';')) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equalsIgnoreCase("for")) {
        return parts[1].matches("\".*\"") ? parts[1].substring(1, parts[1].length() - 1) : parts[1];
      }
    }
    return "";
  }

  /** Splits a header at each separator that is not within quotes. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '\\' && quoted) {
        i++;
      } else if (next == '"') {
        quoted = !quoted;
      } else if (next == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static @Nullable String address(String hop) {
    Matcher node = NODE.matcher(hop.strip());
    if (!node.matches()) {
      return null;
    }
    String text =
        Stream.of(1, 2, 3).map(node::group).filter(group -> group != null).findFirst().orElse("");
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
    return address == null ? null : address.getHostAddress();
  }
}
