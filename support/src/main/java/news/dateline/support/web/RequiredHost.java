package news.dateline.support.web;

import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;
import news.dateline.events.InvalidFieldException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Refuses HTTP/1.1 requests without exactly one valid {@code Host} (RFC 9112, 3.2). */
final class RequiredHost implements WebFilter, Ordered {
  /** A host with an optional port, or nothing. */
  private static final Pattern HOST = Pattern.compile("[\\w.~!$&'()*+,;=%:\\[\\]-]*");

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
    List<String> hosts = request.getHeaders().getOrEmpty(HttpHeaders.HOST);
    boolean invalid = hosts.size() != 1 || !HOST.matcher(hosts.get(0)).matches();
    return invalid && received.version().equals(HttpVersion.HTTP_1_1)
        ? Mono.error(new InvalidFieldException("Host", "is not exactly one host"))
        : chain.filter(exchange);
  }
}
