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
 * Which web sites may read what in a browser: each feed says so itself, and for several on one
 * stream all of them must agree. No cookie is ever looked at, so any site may where none is named.
 */
final class FeedCorsSource implements CorsConfigurationSource {
  private static final PathPattern FEED =
      PathPatternParser.defaultInstance.parse("/feeds/{feed}/**");
  private static final List<String> READING = names(HttpMethod.GET, HttpMethod.HEAD);
  private static final List<String> ASKING = names(HttpMethod.POST);
  // Last-Event-ID: a fetch resumes by it, as EventSource does
  private static final List<String> HEADERS =
      List.of(
          "Last-Event-ID",
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.IF_NONE_MATCH,
          HttpHeaders.CACHE_CONTROL);
  private static final Duration KNOWN_FOR = Duration.ofHours(1);

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
      return of(READING, Stream.of(String.valueOf(feed.getUriVariables().get("feed"))));
    }
    return switch (exchange.getRequest().getPath().value()) {
      case "/feeds" -> of(READING, Stream.empty());
      case "/stream" -> of(READING, named(exchange));
      case "/stream-tokens" -> of(ASKING, Stream.empty());
      default -> null;
    };
  }

  private static Stream<String> named(ServerWebExchange exchange) {
    return exchange.getRequest().getQueryParams().getOrDefault("feeds", List.of()).stream()
        .flatMap(list -> Stream.of(list.split(",")));
  }

  private CorsConfiguration of(List<String> methods, Stream<String> ids) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(
        ids.flatMap(id -> find(id).stream())
            .map(index -> index.profile().origins().stream().map(Origin::value).toList())
            .filter(origins -> !origins.isEmpty())
            .reduce(FeedCorsSource::both)
            .orElse(List.of(CorsConfiguration.ALL)));
    allowed.setAllowedMethods(methods);
    allowed.setAllowedHeaders(HEADERS);
    allowed.setExposedHeaders(List.of(HttpHeaders.ETAG));
    allowed.setMaxAge(KNOWN_FOR);
    return allowed;
  }

  private static List<String> both(List<String> one, List<String> other) {
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
