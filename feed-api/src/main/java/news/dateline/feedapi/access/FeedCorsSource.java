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
 * because no answer depends on cookies.
 */
final class FeedCorsSource implements CorsConfigurationSource {
  private static final PathPattern FEED =
      PathPatternParser.defaultInstance.parse("/feeds/{feed}/**");
  private static final List<String> READ_METHODS = names(HttpMethod.GET, HttpMethod.HEAD);
  private static final List<String> TOKEN_METHODS = names(HttpMethod.POST);
  // Last-Event-ID: a client that uses fetch resumes by it, as EventSource does
  private static final List<String> HEADERS =
      List.of(
          "Last-Event-ID",
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.IF_NONE_MATCH,
          HttpHeaders.CACHE_CONTROL);
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
      return of(READ_METHODS, Stream.of(String.valueOf(feed.getUriVariables().get("feed"))));
    }
    return switch (exchange.getRequest().getPath().value()) {
      case "/feeds" -> of(READ_METHODS, Stream.empty());
      case "/stream" -> of(READ_METHODS, selectedFeeds(exchange));
      case "/stream-tokens" -> of(TOKEN_METHODS, Stream.empty());
      default -> null;
    };
  }

  private static Stream<String> selectedFeeds(ServerWebExchange exchange) {
    return exchange.getRequest().getQueryParams().getOrDefault("feeds", List.of()).stream()
        .flatMap(list -> Stream.of(list.split(",")));
  }

  private CorsConfiguration of(List<String> methods, Stream<String> ids) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(
        ids.flatMap(id -> find(id).stream())
            .map(index -> index.profile().origins().stream().map(Origin::value).toList())
            .filter(origins -> !origins.isEmpty())
            .reduce(FeedCorsSource::intersection)
            .orElse(List.of(CorsConfiguration.ALL)));
    allowed.setAllowedMethods(methods);
    allowed.setAllowedHeaders(HEADERS);
    allowed.setExposedHeaders(List.of(HttpHeaders.ETAG));
    allowed.setMaxAge(PREFLIGHT_MAX_AGE);
    return allowed;
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
