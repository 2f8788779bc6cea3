package news.dateline.feedapi.access;

import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Moves {@code ?token=} of a request to the header {@code Authorization} before any other code sees
 * the URL, so that the token appears in no log, metric or redirect.
 */
final class QueryTokenExtractor implements HttpHandlerDecoratorFactory {
  private static final String SCHEME = "Stream-Token ";
  private static final String PARAMETER = "token=";
  private static final Predicate<String> IS_TOKEN = text -> text.startsWith(PARAMETER);
  private static final Pattern AND = Pattern.compile("&");

  @Override
  public HttpHandler apply(HttpHandler application) {
    return (request, response) -> application.handle(withoutToken(request), response);
  }

  /** Returns the stream token of a request. */
  static Optional<String> token(HttpHeaders headers) {
    return Optional.ofNullable(headers.getFirst(HttpHeaders.AUTHORIZATION))
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()));
  }

  private static ServerHttpRequest withoutToken(ServerHttpRequest request) {
    String query = request.getURI().getRawQuery();
    if (query == null || !query.contains(PARAMETER)) {
      return request;
    }
    Optional<String> token = AND.splitAsStream(query).filter(IS_TOKEN).findFirst();
    if (token.isEmpty()) {
      return request;
    }
    String rest =
        AND.splitAsStream(query).filter(IS_TOKEN.negate()).collect(Collectors.joining("&"));
    return request
        .mutate()
        .uri(replaced(request.getURI(), rest))
        .headers(headers -> add(headers, token.get().substring(PARAMETER.length())))
        .build();
  }

  /** Sets the header, unless the client has sent one, which then wins. */
  private static void add(HttpHeaders headers, String token) {
    if (!headers.containsHeader(HttpHeaders.AUTHORIZATION)) {
      headers.set(HttpHeaders.AUTHORIZATION, SCHEME + token);
    }
  }

  private static URI replaced(URI uri, String query) {
    String whole = uri.toString();
    String bare = whole.substring(0, whole.indexOf('?'));
    return URI.create(query.isEmpty() ? bare : bare + "?" + query);
  }
}
