package news.dateline.feedapi.http;

import java.time.DateTimeException;
import java.time.LocalDate;
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
import news.dateline.feedapi.index.SortKey;
import org.springframework.http.HttpMethod;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/** Reads path and query parameters. An invalid one fails with its name. */
public final class QueryParameters {
  /** The largest number of items in one answer. */
  public static final int MAX_COUNT = 200;

  private static final int MAX_VALUES = 16;
  private static final String MIN = "min";
  private static final String MIN_ATTRIBUTE = QueryParameters.class.getName() + ".min";

  private QueryParameters() {}

  /** Rejects methods other than GET and HEAD, as a filter of routes. */
  public static Mono<ServerResponse> readsOnly(
      ServerRequest request, HandlerFunction<ServerResponse> next) {
    List<HttpMethod> reading = List.of(HttpMethod.GET, HttpMethod.HEAD);
    return reading.contains(request.method())
        ? next.handle(request)
        : Mono.error(new MethodNotAllowedException(request.method(), reading));
  }

  /** Returns the feed of the path. A malformed id counts as one that does not exist. */
  public static FeedId feed(ServerRequest request) {
    return path(request, "feed", FeedId::new);
  }

  /** Returns the item of the path. A malformed id counts as one that does not exist. */
  public static ItemId item(ServerRequest request) {
    return path(request, "item", ItemId::new);
  }

  private static <T> T path(ServerRequest request, String name, Function<String, T> parser) {
    try {
      return parser.apply(request.pathVariable(name));
    } catch (InvalidFieldException e) {
      throw new NotFoundException(name + " of that name");
    }
  }

  public static Optional<Cursor> cursor(ServerRequest request, String name) {
    return request.queryParam(name).map(text -> Cursor.parse(name, text));
  }

  /**
   * Returns the cursor that an answer must have reached, from {@code min}, and records it in the
   * request, because a shared cache must not answer it with an older answer: see {@link
   * #waitsForCursor}.
   */
  public static Optional<Cursor> useMin(ServerRequest request) {
    Optional<Cursor> min = cursor(request, MIN);
    min.ifPresent(cursor -> request.attributes().put(MIN_ATTRIBUTE, cursor));
    return min;
  }

  /** Returns true after {@link #useMin} has found a cursor in the request. */
  static boolean waitsForCursor(ServerRequest request) {
    return request.attributes().containsKey(MIN_ATTRIBUTE);
  }

  public static Optional<LocalDate> day(ServerRequest request, String name) {
    return request.queryParam(name).map(text -> day(name, text));
  }

  private static LocalDate day(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidFieldException(name, "is not a day such as 2025-02-04");
    }
  }

  /** Returns a position in the list of the feed's items, which an earlier answer named. */
  public static Optional<SortKey> page(ServerRequest request, String name) {
    return request.queryParam(name).map(text -> SortKey.parse(name, text));
  }

  /**
   * Returns the filter of {@code label}, {@code tag}, {@code section}, {@code series}, {@code
   * breaking} and {@code keyEvent}, each with at most {@value #MAX_VALUES} values. Empty values, as
   * HTML forms send them, are ignored.
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
    if (kind.flag() && !facets.stream().allMatch(f -> f.value().equals("true"))) {
      throw new InvalidFieldException(kind.parameter(), "can only be true");
    }
    if (facets.size() > MAX_VALUES) {
      throw new InvalidFieldException(
          kind.parameter(),
          "has " + facets.size() + " values, at most " + MAX_VALUES + " are allowed");
    }
    return facets;
  }

  /** Returns a number of items from 1. More than {@link #MAX_COUNT} counts as that. */
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
