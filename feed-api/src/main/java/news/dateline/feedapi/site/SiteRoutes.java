package news.dateline.feedapi.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import news.dateline.events.Json;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.NotFoundException;
import news.dateline.feedapi.page.SiteProperties;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The routes for search engines and for browsers that install a page. */
final class SiteRoutes {
  private static final String SITEMAP = "/sitemap.xml";
  private static final MediaType MANIFEST = MediaType.valueOf("application/manifest+json");

  private final AuthorizedLookup lookup;
  private final Representations representations;
  private final SiteProperties site;

  SiteRoutes(AuthorizedLookup lookup, Representations representations, SiteProperties site) {
    this.lookup = lookup;
    this.representations = representations;
    this.site = site;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .route(path("/robots.txt"), this::robots)
        .route(path(SITEMAP), this::sitemapOfFeeds)
        .route(path("/feeds/{feed}" + SITEMAP), this::sitemapOfFeed)
        .route(path("/feeds/{feed}/manifest.webmanifest"), this::manifest)
        .filter(QueryParameters::readsOnly)
        .build();
  }

  /** Keeps search engines away from what is no page. */
  private Mono<ServerResponse> robots(ServerRequest request) {
    String sitemap = site.hasPublicUrl() ? "Sitemap: " + site.url(SITEMAP) + "\n" : "";
    String rules =
        """
        User-agent: *
        Disallow: /stream
        Disallow: /feeds/*/stream
        Disallow: /feeds/*/changes
        Disallow: /feeds/*/since
        Disallow: /feeds/*/search
        """;
    return answer(request, MediaType.TEXT_PLAIN, CachePolicy.PUBLIC, rules + sitemap);
  }

  private Mono<ServerResponse> sitemapOfFeeds(ServerRequest request) {
    requirePublicUrl();
    return lookup
        .feeds(request)
        .flatMap(
            feeds -> {
              List<FeedIndex> open = feeds.stream().filter(FeedIndex::isPublic).toList();
              return answer(
                  request,
                  MediaType.APPLICATION_XML,
                  CachePolicy.PUBLIC,
                  new Sitemap(site).ofFeeds(open));
            });
  }

  private Mono<ServerResponse> sitemapOfFeed(ServerRequest request) {
    requirePublicUrl();
    return answer(request, MediaType.APPLICATION_XML, new Sitemap(site)::ofFeed);
  }

  private Mono<ServerResponse> manifest(ServerRequest request) {
    return answer(request, MANIFEST, index -> new String(Json.write(Manifest.of(index)), UTF_8));
  }

  private Mono<ServerResponse> answer(
      ServerRequest request, MediaType type, Function<FeedIndex, String> body) {
    return lookup
        .feed(request, QueryParameters.feed(request), Optional.empty())
        .flatMap(index -> answer(request, type, CachePolicy.of(index), body.apply(index)));
  }

  /** A sitemap consists of absolute addresses only. */
  private void requirePublicUrl() {
    if (!site.hasPublicUrl()) {
      throw new NotFoundException("sitemap: dateline.site.public-url is not set");
    }
  }

  private Mono<ServerResponse> answer(
      ServerRequest request, MediaType type, CachePolicy policy, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return Responses.uncached(
        request, representations.of(type, body, policy, () -> Unpooled.wrappedBuffer(bytes)));
  }
}
