package news.dateline.feedapi.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Origin;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The web sites whose scripts may read a feed (CORS). Each feed has its own list; a stream of
 * several feeds allows the sites that all of them list. A feed without a list allows every site,
 * because no answer depends on cookies. A feed that has not been read yet allows none. The answer
 * to a request is decided again, by the version of the feed that it is made from.
 */
final class FeedCorsSource implements CorsConfigurationSource {
  private static final PathPattern FEED =
      PathPatternParser.defaultInstance.parse("/feeds/{feed}/**");
  private static final List<String> READ_METHODS = names(HttpMethod.GET, HttpMethod.HEAD);
  private static final List<String> TOKEN_METHODS = names(HttpMethod.POST);
  // Last-Event-ID: a client that uses fetch resumes by it, as EventSource does
  private static final List<String> ALLOWED_HEADERS =
      List.of(
          "Last-Event-ID",
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.IF_NONE_MATCH,
          HttpHeaders.CACHE_CONTROL);
  private static final List<String> EXPOSED = List.of(HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER);
  private static final Duration PREFLIGHT_MAX_AGE = Duration.ofHours(1);

  private final FeedStore feeds;

  FeedCorsSource(FeedStore feeds) {
    this.feeds = feeds;
  }

  private static List<String> names(HttpMethod... methods) {
    return Stream.of(methods).map(HttpMethod::name).toList();
  }

  @Override
  public @Nullable CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
    if (!CorsUtils.isCorsRequest(exchange.getRequest())) {
      return null;
    }
    PathPattern.PathMatchInfo feed =
        FEED.matchAndExtract(exchange.getRequest().getPath().pathWithinApplication());
    if (feed != null) {
      return ofFeeds(Stream.of(String.valueOf(feed.getUriVariables().get("feed"))));
    }
    return switch (exchange.getRequest().getPath().value()) {
      case "/feeds" -> of(READ_METHODS, List.of());
      case "/stream" -> ofFeeds(selectedFeeds(exchange));
      case "/stream-tokens" -> of(TOKEN_METHODS, List.of());
      default -> null;
    };
  }

  /**
   * Allows the script that sent the request to read an answer made from this version of a feed.
   * Returns false if its web site may not read it.
   */
  static boolean allowAnswer(ServerWebExchange exchange, FeedIndex index) {
    List<String> allowed = origins(index);
    String origin = exchange.getRequest().getHeaders().getOrigin();
    HttpHeaders headers = exchange.getResponse().getHeaders();
    if (!allowed.isEmpty() && allowed.stream().noneMatch(own -> own.equalsIgnoreCase(origin))) {
      allowNone(exchange);
      return false;
    }
    // for several feeds, that of a list stays
    if (!allowed.isEmpty() || headers.getAccessControlAllowOrigin() == null) {
      headers.setAccessControlAllowOrigin(allowed.isEmpty() ? CorsConfiguration.ALL : origin);
    }
    headers.setAccessControlExposeHeaders(EXPOSED);
    return true;
  }

  /** Allows no script to read the answer. */
  static void allowNone(ServerWebExchange exchange) {
    exchange.getResponse().getHeaders().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
  }

  private static Stream<String> selectedFeeds(ServerWebExchange exchange) {
    return exchange.getRequest().getQueryParams().getOrDefault("feeds", List.of()).stream()
        .flatMap(list -> Stream.of(list.split(",")));
  }

  /** Returns null for an unknown feed, which allows no script a request or an answer. */
  private @Nullable CorsConfiguration ofFeeds(Stream<String> ids) {
    List<Optional<FeedIndex>> found = ids.map(this::find).toList();
    return found.stream().allMatch(Optional::isPresent)
        ? of(READ_METHODS, found.stream().flatMap(Optional::stream).toList())
        : null;
  }

  private static CorsConfiguration of(List<String> methods, List<FeedIndex> indexes) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(
        indexes.stream()
            .map(FeedCorsSource::origins)
            .filter(origins -> !origins.isEmpty())
            .reduce(FeedCorsSource::intersection)
            .orElse(List.of(CorsConfiguration.ALL)));
    allowed.setAllowedMethods(methods);
    allowed.setAllowedHeaders(ALLOWED_HEADERS);
    allowed.setExposedHeaders(EXPOSED);
    allowed.setMaxAge(PREFLIGHT_MAX_AGE);
    return allowed;
  }

  private static List<String> origins(FeedIndex index) {
    return index.profile().origins().stream().map(Origin::value).toList();
  }

  private static List<String> intersection(List<String> one, List<String> other) {
    List<String> common = new ArrayList<>(one);
    common.retainAll(other);
    return common;
  }

  private Optional<FeedIndex> find(String id) {
    try {
      return feeds.find(new FeedId(id));
    } catch (InvalidFieldException e) {
      return Optional.empty();
    }
  }
}
