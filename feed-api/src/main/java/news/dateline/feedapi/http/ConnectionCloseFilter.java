package news.dateline.feedapi.http;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Closes each HTTP/1 connection after its next answer once the replica is stopping, because a
 * balancer that keeps connections must not send a request on one that closes meanwhile. HTTP/2 has
 * no such header: Netty leaves it out, and a connection stays open until the port closes.
 */
final class ConnectionCloseFilter implements WebFilter, Ordered {
  private final ApplicationAvailability availability;

  ConnectionCloseFilter(ApplicationAvailability availability) {
    this.availability = availability;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
      ServerHttpResponse response = exchange.getResponse();
      response.beforeCommit(
          () -> {
            response.getHeaders().set(HttpHeaders.CONNECTION, "close");
            return Mono.empty();
          });
    }
    return chain.filter(exchange);
  }
}
