package news.dateline.producer.security;

import news.dateline.support.web.TrustedProxies;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Returns the client of a request as limits count clients. */
public record ClientAddresses(TrustedProxies proxies) {
  /** Returns the client's IPv4 address, or the /64 network of its IPv6 address. */
  public String of(ServerHttpRequest request) {
    return proxies.client(request.getRemoteAddress(), request.getHeaders());
  }
}
