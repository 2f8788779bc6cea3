package news.dateline.feedapi.access;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * Moves {@code ?token=} of a request to a request attribute before any other code sees the URL, so
 * that the token appears in no log, metric or redirect. All headers stay as they were sent.
 */
final class QueryTokenExtractor implements HttpHandlerDecoratorFactory {
  private static final String ATTRIBUTE = QueryTokenExtractor.class.getName() + ".token";
  private static final String PARAMETER = "token=";
  private static final Predicate<String> IS_TOKEN = text -> text.startsWith(PARAMETER);
  private static final Pattern AND = Pattern.compile("&");

  /** A request with attributes of its own, which Spring's requests have only in an exchange. */
  private static final class TokenRequest extends ServerHttpRequestDecorator {
    private final Map<String, Object> attributes = new HashMap<>();

    TokenRequest(ServerHttpRequest withoutToken, String token) {
      super(withoutToken);
      attributes.put(ATTRIBUTE, token);
    }

    @Override
    public Map<String, Object> getAttributes() {
      return attributes;
    }
  }

  @Override
  public HttpHandler apply(HttpHandler application) {
    return (request, response) -> application.handle(withoutToken(request), response);
  }

  /** Returns the stream token of a request. */
  static Optional<String> token(ServerHttpRequest request) {
    return Optional.ofNullable((String) request.getAttributes().get(ATTRIBUTE));
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
    return new TokenRequest(
        request.mutate().uri(replaced(request.getURI(), rest)).build(),
        token.get().substring(PARAMETER.length()));
  }

  private static URI replaced(URI uri, String query) {
    String whole = uri.toString();
    String bare = whole.substring(0, whole.indexOf('?'));
    return URI.create(query.isEmpty() ? bare : bare + "?" + query);
  }
}
