package news.dateline.support.web;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.HttpHeadResponseDecorator;
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
 * Writes every response, and passes on every error, on the event loop of the request's connection.
 * Reactor Netty 1.3.6 stops reading a connection if its next request arrives while another thread
 * ends the response before it (reactor/reactor-netty#4361). Can be removed with the release that
 * fixes this.
 */
public final class RespondOnEventLoop implements WebFilter, Ordered {
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    LoopResponse response = new LoopResponse(exchange.getResponse());
    return chain
        .filter(exchange.mutate().response(response).build())
        .onErrorResume(failure -> response.onLoop(Mono.error(failure)));
  }

  private static final class LoopResponse extends ServerHttpResponseDecorator {
    private final Channel channel;
    private final EventLoop loop;
    private final Scheduler scheduler;

    LoopResponse(ServerHttpResponse response) {
      super(response);
      HttpServerResponse nettyResponse = getNativeResponse(response);
      AtomicReference<Channel> found = new AtomicReference<>();
      nettyResponse.withConnection(connection -> found.set(connection.channel()));
      channel = Objects.requireNonNull(found.get());
      loop = channel.eventLoop();
      scheduler = Schedulers.fromExecutor(loop);
    }

    /** A body that is neither a Mono nor a Flux must emit on the event loop by itself. */
    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      if (body instanceof Mono<? extends DataBuffer> single) {
        return onLoop(single).flatMap(this::write);
      }
      if (body instanceof Flux<? extends DataBuffer> parts) {
        return super.writeWith(parts.publishOn(scheduler));
      }
      return subscribeOnLoop(super.writeWith(body));
    }

    private Mono<Void> write(DataBuffer body) {
      WriteProgressHandler connection = WriteProgressHandler.of(channel);
      int size = body.readableByteCount();
      if (size <= WriteProgressHandler.MAX_WRITE
          || connection == null
          || getDelegate() instanceof HttpHeadResponseDecorator) {
        return super.writeWith(Mono.just(body)); // a Mono, so that Spring sets Content-Length
      }
      getHeaders().setContentLength(size);
      NettyDataBufferFactory buffers = (NettyDataBufferFactory) bufferFactory();
      return super.writeWith(new PacedBody(body, connection, loop, buffers));
    }

    @Override
    public Mono<Void> setComplete() {
      return subscribeOnLoop(Mono.defer(super::setComplete));
    }

    /** Passes a signal on at once if it was emitted on the event loop. */
    <T> Mono<T> onLoop(Mono<T> source) {
      return source
          .materialize()
          .flatMap(
              signal ->
                  loop.inEventLoop() ? Mono.just(signal) : Mono.just(signal).publishOn(scheduler))
          .dematerialize();
    }

    private Mono<Void> subscribeOnLoop(Mono<Void> write) {
      return Mono.defer(() -> loop.inEventLoop() ? write : write.subscribeOn(scheduler));
    }
  }
}
