import static org.springframework.web.reactive.function.BodyInserters.fromServerSentEvents;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.netty.http.server.HttpServer;

/** A stream of server-sent events as the guides of Spring WebFlux show it: one sink, and a Flux of it per subscriber. */
class PlainFlux {
  /** One item; WebFlux encodes it for every subscriber anew. */
  record Post(String id, long seq, String lead) {}

  private final Sinks.Many<ServerSentEvent<Post>> posts = Sinks.many().multicast().directBestEffort();
  private final AtomicLong number = new AtomicLong();

  Mono<ServerResponse> publish(ServerRequest request) {
    return request
        .bodyToMono(Post.class)
        .doOnNext(post -> posts.emitNext(event(post), EmitFailureHandler.busyLooping(Duration.ofSeconds(1))))
        .then(ServerResponse.accepted().build());
  }

  private ServerSentEvent<Post> event(Post post) {
    return ServerSentEvent.builder(post).id("" + number.incrementAndGet()).event("item").build();
  }

  Mono<ServerResponse> subscribe(ServerRequest request) {
    Flux<ServerSentEvent<Post>> stream = posts.asFlux().onBackpressureBuffer();
    ServerSentEvent<Post> hello = ServerSentEvent.<Post>builder().comment("hello").build();
    return ServerResponse.ok().body(fromServerSentEvents(stream.startWith(hello)));
  }

  public static void main(String[] args) {
    PlainFlux app = new PlainFlux();
    var routes = route().GET("/sub", app::subscribe).POST("/pub", app::publish).build();
    HttpServer.create()
        .host("127.0.0.1")
        .port(Integer.parseInt(args[0]))
        .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
        .bindNow()
        .onDispose()
        .block();
  }
}
