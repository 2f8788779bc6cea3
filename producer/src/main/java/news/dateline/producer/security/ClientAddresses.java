package news.dateline.producer.security;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import news.dateline.support.web.TrustedProxies;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Returns the client of a request as limits count clients. */
public record ClientAddresses(TrustedProxies proxies) {
  /** Returns the client's IPv4 address, or the /64 network of its IPv6 address. */
  public String of(ServerHttpRequest request) {
    String client = proxies.client(request.getRemoteAddress(), request.getHeaders());
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(client);
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, Long.BYTES)
        : client;
  }
}
