package news.dateline.support.web;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.HttpHeadResponseDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Writes large bodies in parts, as their clients take them. It wraps the handler of the whole
 * application, so no response is without it: neither a route's nor a filter's nor a problem.
 */
final class PacedResponses implements HttpHandlerDecoratorFactory {
  @Override
  public HttpHandler apply(HttpHandler application) {
    return (request, response) -> application.handle(request, new PacedResponse(response));
  }

  private static final class PacedResponse extends ServerHttpResponseDecorator {
    PacedResponse(ServerHttpResponse response) {
      super(response);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      return body instanceof Mono<? extends DataBuffer> whole
          ? whole.flatMap(this::write)
          : onLoop(channel().eventLoop(), super.writeWith(body));
    }

    private Mono<Void> write(DataBuffer body) {
      Channel channel = channel();
      WriteProgressHandler connection = WriteProgressHandler.of(channel);
      int size = body.readableByteCount();
      if (size <= WriteProgressHandler.MAX_WRITE
          || connection == null
          || getDelegate() instanceof HttpHeadResponseDecorator) {
        return super.writeWith(Mono.just(body)); // a Mono, so that Spring sets Content-Length
      }
      getHeaders().setContentLength(size);
      NettyDataBufferFactory buffers = (NettyDataBufferFactory) bufferFactory();
      EventLoop loop = channel.eventLoop();
      return onLoop(loop, super.writeWith(new PacedBody(body, connection, loop, buffers)));
    }

    private Channel channel() {
      HttpServerResponse response = getNativeResponse(getDelegate());
      AtomicReference<Channel> found = new AtomicReference<>();
      response.withConnection(connection -> found.set(connection.channel()));
      return Objects.requireNonNull(found.get());
    }

    /** Subscribes to a body that may be used on the event loop only, as streams are. */
    private static Mono<Void> onLoop(EventLoop loop, Mono<Void> write) {
      return Mono.defer(
          () -> loop.inEventLoop() ? write : write.subscribeOn(Schedulers.fromExecutor(loop)));
    }
  }
}
