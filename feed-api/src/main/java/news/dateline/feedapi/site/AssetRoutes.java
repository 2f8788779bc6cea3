package news.dateline.feedapi.site;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.time.Duration;
import java.util.List;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.NotFoundException;
import news.dateline.feedapi.page.Assets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers with static files: immutable if the path names the present build, compressed for clients
 * that accept it. Scripts of every web site may read them, because modules of a page in a sandboxed
 * frame are loaded from an origin of its own.
 */
final class AssetRoutes {
  private static final CacheControl IMMUTABLE =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Assets assets;

  AssetRoutes(Assets assets) {
    this.assets = assets;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .route(path("/assets/{name}"), this::asset)
        .route(path("/assets/{build}/{name}"), this::asset)
        .filter(QueryParameters::readsOnly)
        .build();
  }

  private Mono<ServerResponse> asset(ServerRequest request) {
    String name = request.pathVariable("name");
    Assets.Asset asset = assets.find(name).orElseThrow(() -> new NotFoundException("file " + name));
    String build = request.pathVariables().getOrDefault("build", "");
    boolean gzip = Responses.acceptsGzip(request.headers().asHttpHeaders());
    HttpHeaders headers = request.exchange().getResponse().getHeaders();
    headers.setCacheControl(assets.isCurrent(build) ? IMMUTABLE : CacheControl.noCache());
    headers.setVary(List.of(HttpHeaders.ACCEPT_ENCODING));
    headers.setAccessControlAllowOrigin("*");
    return Responses.notModified(request, "\"" + asset.digest() + (gzip ? "-gzip\"" : "\""))
        .switchIfEmpty(Mono.defer(() -> write(asset, gzip)));
  }

  private static Mono<ServerResponse> write(Assets.Asset asset, boolean gzip) {
    byte[] content = (gzip ? asset.gzip() : asset.content()).copy();
    ServerResponse.BodyBuilder response =
        ServerResponse.ok()
            .contentType(asset.type())
            .contentLength(content.length)
            .header("X-Content-Type-Options", "nosniff");
    return (gzip ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip") : response)
        .bodyValue(content);
  }
}
