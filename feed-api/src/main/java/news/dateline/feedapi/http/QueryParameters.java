package news.dateline.feedapi.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.index.NotFoundException;
import org.springframework.http.HttpMethod;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/** Reads what a request names; what is wrong with it is said with the parameter's name. */
public final class QueryParameters {
  /** More items than this are never sent at once. */
  public static final int MAX_COUNT = 200;

  private static final int MAX_VALUES = 16;

  private QueryParameters() {}

  /** A filter for what can be read and nothing else. */
  public static Mono<ServerResponse> readsOnly(
      ServerRequest request, HandlerFunction<ServerResponse> next) {
    List<HttpMethod> reading = List.of(HttpMethod.GET, HttpMethod.HEAD);
    return reading.contains(request.method())
        ? next.handle(request)
        : Mono.error(new MethodNotAllowedException(request.method(), reading));
  }

  /** The feed in the path; a malformed id is one that does not exist. */
  public static FeedId feed(ServerRequest request) {
    return path(request, "feed", FeedId::new);
  }

  /** The item in the path; a malformed id is one that does not exist. */
  public static ItemId item(ServerRequest request) {
    return path(request, "item", ItemId::new);
  }

  private static <T> T path(ServerRequest request, String name, Function<String, T> reader) {
    try {
      return reader.apply(request.pathVariable(name));
    } catch (InvalidFieldException e) {
      throw new NotFoundException(name + " of that name");
    }
  }

  public static Optional<Cursor> cursor(ServerRequest request, String name) {
    return request.queryParam(name).map(text -> Cursor.parse(name, text));
  }

  /**
   * What items are to have: {@code label}, {@code tag}, {@code section} and {@code breaking}, each
   * any number of times up to {@value #MAX_VALUES}. Empty ones, as an empty form sends them, ask
   * for nothing.
   */
  public static Filter filter(ServerRequest request) {
    return new Filter(
        Stream.of(Facet.Kind.values())
            .map(kind -> facets(kind, request.queryParams()))
            .filter(facets -> !facets.isEmpty())
            .toList());
  }

  private static Set<Facet> facets(Facet.Kind kind, MultiValueMap<String, String> parameters) {
    Set<Facet> facets =
        parameters.getOrDefault(kind.parameter(), List.of()).stream()
            .filter(value -> !value.isEmpty())
            .map(value -> new Facet(kind, value))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (kind == Facet.Kind.BREAKING && !facets.stream().allMatch(f -> f.value().equals("true"))) {
      throw new InvalidFieldException(kind.parameter(), "can only be true");
    }
    if (facets.size() > MAX_VALUES) {
      throw new InvalidFieldException(
          kind.parameter(),
          "has " + facets.size() + " values, at most " + MAX_VALUES + " are allowed");
    }
    return facets;
  }

  /** A number of items from 1; more than {@link #MAX_COUNT} is taken as that. */
  public static Optional<Integer> count(ServerRequest request, String name) {
    return request.queryParam(name).map(text -> count(name, text));
  }

  private static int count(String name, String text) {
    if (!text.matches("0*[1-9][0-9]*")) {
      throw new InvalidFieldException(name, "is not a number from 1 to " + MAX_COUNT);
    }
    String digits = text.replaceFirst("^0+", "");
    return digits.length() > 3 ? MAX_COUNT : Math.min(MAX_COUNT, Integer.parseInt(digits));
  }
}
