package news.dateline.producer.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers a read with {@code If-None-Match: *} with 304 where it would be 200 (RFC 9110, section
 * 13.1.2), and ignores other values. Spring would compare them with the {@code ETag} of an item,
 * which is its version, for {@code If-Match}: a pin, an act in the history or a new build changes
 * the answer, but not the version.
 */
final class ConditionalReads implements WebFilter {
  private static final class UncomparedExchange extends ServerWebExchangeDecorator {
    private final ServerHttpResponse response;

    UncomparedExchange(ServerWebExchange exchange, ServerHttpResponse response) {
      super(exchange);
      this.response = response;
    }

    @Override
    public ServerHttpResponse getResponse() {
      return response;
    }

    /** Spring asks this before it writes the body of a read. */
    @Override
    public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
      return false;
    }
  }

  private static final class NotModifiedResponse extends ServerHttpResponseDecorator {
    NotModifiedResponse(ServerHttpResponse response) {
      super(response);
    }

    /** Streams are written by another method, and go on. */
    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      HttpStatusCode status = getStatusCode();
      return status != null && status.isSameCodeAs(HttpStatus.OK)
          ? Flux.from(body).doOnNext(DataBufferUtils::release).then(Mono.defer(this::notModified))
          : super.writeWith(body);
    }

    private Mono<Void> notModified() {
      setStatusCode(HttpStatus.NOT_MODIFIED);
      getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
      getHeaders().remove(HttpHeaders.CONTENT_TYPE);
      return setComplete();
    }
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    HttpMethod method = exchange.getRequest().getMethod();
    String known = exchange.getRequest().getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH);
    if (known == null || !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
      return chain.filter(exchange);
    }
    ServerHttpResponse response = exchange.getResponse();
    return chain.filter(
        new UncomparedExchange(
            exchange, known.equals("*") ? new NotModifiedResponse(response) : response));
  }
}
