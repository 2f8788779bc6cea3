package news.dateline.feedapi.site;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives pages to programs that preview links. They accept any type, for which others get JSON. No
 * shared cache may store such an answer, because it depends on the {@code User-Agent}.
 */
final class PreviewAgentFilter implements WebFilter {
  private final List<String> agents;

  /**
   * @param agents parts of the {@code User-Agent}, in any case
   */
  PreviewAgentFilter(List<String> agents) {
    this.agents = agents.stream().map(agent -> agent.toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    HttpHeaders request = exchange.getRequest().getHeaders();
    if (!isPreview(request) || isExplicit(request)) {
      return chain.filter(exchange);
    }
    ServerHttpResponse response = exchange.getResponse();
    response.beforeCommit(
        () -> {
          response.getHeaders().setCacheControl("private, no-cache");
          return Mono.empty();
        });
    return chain.filter(
        exchange
            .mutate()
            .request(own -> own.headers(headers -> headers.setAccept(List.of(MediaType.TEXT_HTML))))
            .build());
  }

  private boolean isPreview(HttpHeaders request) {
    String agent =
        String.valueOf(request.getFirst(HttpHeaders.USER_AGENT)).toLowerCase(Locale.ROOT);
    return agents.stream().anyMatch(agent::contains);
  }

  /** Returns true if the program asks for JSON or a stream by name. */
  private static boolean isExplicit(HttpHeaders request) {
    String accepted = String.join(",", request.getOrEmpty(HttpHeaders.ACCEPT));
    return accepted.contains("json") || accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
  }
}
