package news.dateline.support.web;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends the body of a request with a {@link TimeoutException} if it has not arrived as a whole in
 * time. A limit for the silence between two parts is not enough, because a client that sends a byte
 * now and then is never silent for long.
 *
 * @param time from the first read of the body
 */
record BodyDeadline(Duration time) implements WebFilter, Ordered {
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    HttpHeaders headers = request.getHeaders();
    boolean hasBody =
        headers.containsHeader(HttpHeaders.TRANSFER_ENCODING) || headers.getContentLength() > 0;
    return chain.filter(
        hasBody ? exchange.mutate().request(new TimedRequest(request)).build() : exchange);
  }

  private final class TimedRequest extends ServerHttpRequestDecorator {
    TimedRequest(ServerHttpRequest request) {
      super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return super.getBody()
          .takeUntilOther(Mono.delay(time).then(Mono.error(TimeoutException::new)));
    }
  }
}
