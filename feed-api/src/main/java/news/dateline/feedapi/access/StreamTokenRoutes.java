package news.dateline.feedapi.access;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.util.List;
import news.dateline.events.Json;
import news.dateline.feedapi.http.AccessRefusedException;
import news.dateline.feedapi.index.FeedLookup;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/** Issues stream tokens to partners, for clients that cannot send a header. */
final class StreamTokenRoutes {
  private final FeedLookup lookup;
  private final FeedAuthorizer authorizer;
  private final StreamTokens tokens;

  StreamTokenRoutes(FeedLookup lookup, FeedAuthorizer authorizer, StreamTokens tokens) {
    this.lookup = lookup;
    this.authorizer = authorizer;
    this.tokens = tokens;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route().route(path("/stream-tokens"), this::issue).build();
  }

  private Mono<ServerResponse> issue(ServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      return Mono.error(new MethodNotAllowedException(request.method(), List.of(HttpMethod.POST)));
    }
    return lookup
        .ready()
        .then(Mono.fromSupplier(() -> authorizer.partner(request).map(tokens::issue)))
        .map(issued -> issued.orElseThrow(AccessRefusedException::unauthorized))
        .flatMap(
            issued ->
                ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .cacheControl(CacheControl.noStore())
                    .bodyValue(Json.write(issued)));
  }
}
