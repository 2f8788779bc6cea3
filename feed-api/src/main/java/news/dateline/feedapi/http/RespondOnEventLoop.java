package news.dateline.feedapi.http;

import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers on the event loop of the request's connection. Reactor Netty 1.3.6 stops reading a
 * connection whose next request comes while another thread ends the answer before
 * (reactor/reactor-netty#4361); can go with the release that mends it.
 */
public final class RespondOnEventLoop {
  private RespondOnEventLoop() {}

  /** A filter for routes whose answers may come from another thread. */
  public static Mono<ServerResponse> answer(
      ServerRequest request, HandlerFunction<ServerResponse> next) {
    EventLoop loop = of(request);
    return next.handle(request)
        .materialize()
        .flatMap(
            answer ->
                loop.inEventLoop()
                    ? Mono.just(answer)
                    : Mono.just(answer).publishOn(Schedulers.fromExecutor(loop)))
        .dematerialize();
  }

  private static EventLoop of(ServerRequest request) {
    HttpServerResponse connection =
        ServerHttpResponseDecorator.getNativeResponse(request.exchange().getResponse());
    AtomicReference<EventLoop> loop = new AtomicReference<>();
    connection.withConnection(open -> loop.set(open.channel().eventLoop()));
    return Objects.requireNonNull(loop.get());
  }
}
