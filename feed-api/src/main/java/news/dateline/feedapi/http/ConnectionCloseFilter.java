package news.dateline.feedapi.http;

import news.dateline.support.web.WriteProgressHandler;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Closes each connection after its next answer once the replica is stopping: a balancer that keeps
 * connections must not send a request on one that closes meanwhile. An HTTP/2 connection is closed
 * when none of its streams is open.
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
            // HTTP/2 has no such header, and the web server leaves it out there
            response.getHeaders().set(HttpHeaders.CONNECTION, "close");
            HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
            server.withConnection(ConnectionCloseFilter::closeWhenIdle);
            return Mono.empty();
          });
    }
    return chain.filter(exchange);
  }

  private static void closeWhenIdle(Connection connection) {
    WriteProgressHandler writes = WriteProgressHandler.of(connection.channel());
    if (writes != null) {
      connection.channel().eventLoop().execute(writes::closeConnectionWhenIdle);
    }
  }
}
