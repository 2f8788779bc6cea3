package news.dateline.producer.request;

import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers on the event loop of the request's connection. Reactor Netty 1.3.6 stops reading a
 * connection whose next request comes while another thread ends the answer before
 * (reactor/reactor-netty#4361); can go with the release that mends it.
 */
public final class RespondOnEventLoop implements WebFilter {
  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpResponse answer = new Answer(exchange.getResponse());
    return chain.filter(exchange.mutate().response(answer).build());
  }

  private static final class Answer extends ServerHttpResponseDecorator {
    private final EventLoop loop;
    private final Scheduler scheduler;

    Answer(ServerHttpResponse answer) {
      super(answer);
      HttpServerResponse connection = getNativeResponse(answer);
      AtomicReference<EventLoop> found = new AtomicReference<>();
      connection.withConnection(open -> found.set(open.channel().eventLoop()));
      loop = Objects.requireNonNull(found.get());
      scheduler = Schedulers.fromExecutor(loop);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      return super.writeWith(
          // Spring gives a body of one part a Content-Length
          body instanceof Mono<? extends DataBuffer> whole
              ? whole.publishOn(scheduler)
              : Flux.from(body).publishOn(scheduler));
    }

    @Override
    public Mono<Void> setComplete() {
      Mono<Void> completed = Mono.defer(super::setComplete);
      return loop.inEventLoop() ? completed : completed.subscribeOn(scheduler);
    }
  }
}
