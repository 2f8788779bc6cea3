package news.dateline.support.web;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
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
 * application, so every body that has an end is written so, be it a route's, a filter's or a
 * problem. Streams, and what is written with a flush after each part, pass unchanged.
 */
public final class PacedResponses implements HttpHandlerDecoratorFactory {
  @Override
  public HttpHandler apply(HttpHandler application) {
    return (request, response) -> application.handle(request, new PacedResponse(response));
  }

  /**
   * Returns the body as one buffer, or null if it is a stream, which has no end. What comes in
   * several buffers is copied to an array, since the web server would take all of them at once.
   */
  public static @Nullable Mono<? extends DataBuffer> whole(
      ServerHttpResponse response, Publisher<? extends DataBuffer> body) {
    if (body instanceof Mono<? extends DataBuffer> whole) {
      return whole;
    }
    return MediaType.TEXT_EVENT_STREAM.isCompatibleWith(response.getHeaders().getContentType())
        ? null
        : DataBufferUtils.join(body).map(parts -> copy(response.bufferFactory(), parts));
  }

  private static DataBuffer copy(DataBufferFactory buffers, DataBuffer parts) {
    byte[] bytes = new byte[parts.readableByteCount()];
    parts.read(bytes);
    DataBufferUtils.release(parts);
    return buffers.wrap(bytes);
  }

  private static final class PacedResponse extends ServerHttpResponseDecorator {
    PacedResponse(ServerHttpResponse response) {
      super(response);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      Mono<? extends DataBuffer> whole = whole(this, body);
      return whole == null
          ? onLoop(channel().eventLoop(), super.writeWith(body))
          : whole.flatMap(this::write);
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
