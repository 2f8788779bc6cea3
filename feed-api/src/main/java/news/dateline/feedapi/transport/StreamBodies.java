package news.dateline.feedapi.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamRequest;
import news.dateline.support.web.WriteProgressHandler;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/** Makes the bodies of responses that are streams. */
public final class StreamBodies {
  private final StreamHub hub;
  private final Duration ackTimeout;

  /**
   * @param ackTimeout time after which a connection is closed if its peer acknowledges nothing
   */
  public StreamBodies(StreamHub hub, Duration ackTimeout) {
    this.hub = hub;
    this.ackTimeout = ackTimeout;
  }

  /** Returns a body that writes to the socket for HTTP/1, and through WebFlux for HTTP/2. */
  public Publisher<DataBuffer> body(StreamRequest request, ServerHttpResponse response) {
    HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
    AtomicReference<Connection> found = new AtomicReference<>();
    server.withConnection(found::set);
    Connection connection = Objects.requireNonNull(found.get());
    Channel channel = connection.channel();
    if (channel.pipeline().get(HttpServerCodec.class) == null) {
      return body(
          request,
          new WebFluxStreamBody.Connection(
              channel.eventLoop(),
              response.bufferFactory(),
              Objects.requireNonNull(WriteProgressHandler.of(channel))));
    }
    // no other response can follow, because the codec does not see what the stream writes
    boolean chunked = server.version().equals(HttpVersion.HTTP_1_1);
    server.keepAlive(false).compression(false).chunkedTransfer(chunked);
    return new DirectStreamBody(
        hub,
        request,
        new DirectStreamBody.Connection(channel, chunked, response.bufferFactory(), ackTimeout));
  }

  /** Returns a body that writes through WebFlux, whatever the protocol. */
  public Publisher<DataBuffer> body(
      StreamRequest request, WebFluxStreamBody.Connection connection) {
    return new WebFluxStreamBody(hub, request, connection);
  }
}
