package news.dateline.producer.editorial;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import news.dateline.events.Actor;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.request.RequestHeaders;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.security.EditorAuthentication;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * An editor's request on a feed, without its body.
 *
 * @param author the authenticated author
 * @param idempotencyKey the editor's {@code Idempotency-Key}, or one generated for this request
 * @param preferredWait how long the response may wait for the outcome; null: not at all
 * @param leftOut receives what the sanitizer leaves out of the body, for the response
 */
public record EditorRequest(
    EditorAuthentication author,
    FeedId feed,
    String idempotencyKey,
    @Nullable Duration preferredWait,
    ServerHttpRequest httpRequest,
    List<String> leftOut) {

  /** Reads path and headers. Fails with a {@link ProblemException} if one of them is malformed. */
  public static Mono<EditorRequest> of(ServerWebExchange exchange, String feed) {
    return exchange
        .<EditorAuthentication>getPrincipal()
        .map(author -> read(exchange, author, feed));
  }

  private static EditorRequest read(
      ServerWebExchange exchange, EditorAuthentication author, String feed) {
    ServerHttpRequest request = exchange.getRequest();
    return new EditorRequest(
        author,
        RequestPath.id(feed, FeedId::new),
        idempotencyKey(exchange),
        RequestHeaders.preferredWait(request.getHeaders()),
        request,
        new ArrayList<>());
  }

  /**
   * Returns the request's {@code Idempotency-Key}. If there is none, generates one and sets it in
   * the response headers, so that the editor can retry after any response.
   */
  public static String idempotencyKey(ServerWebExchange exchange) {
    String given = RequestHeaders.idempotencyKey(exchange.getRequest().getHeaders());
    if (given != null) {
      return given;
    }
    String generated = UUID.randomUUID().toString();
    exchange.getResponse().getHeaders().set(RequestHeaders.IDEMPOTENCY_KEY, generated);
    return generated;
  }

  /** The author by its id, which {@code news-events} may keep for ever. */
  public String editor() {
    return author.getName();
  }

  /** The author with its rights on the feed. */
  public Actor actor() {
    return author.actorOn(feed);
  }

  public EventId eventId() {
    return EventIds.of(editor(), feed, idempotencyKey);
  }

  /** The item version in {@code If-Match}; null accepts any version. */
  @Nullable Integer ifMatch() {
    return RequestHeaders.ifMatch(httpRequest.getHeaders());
  }

  void refuseIfMatch() {
    RequestHeaders.refuseIfMatch(httpRequest.getHeaders());
  }

  boolean minor() {
    return minor(httpRequest);
  }

  /** Returns true for {@code ?minor=true}: the update corrects a typo. */
  static boolean minor(ServerHttpRequest request) {
    String minor = request.getQueryParams().getFirst("minor");
    if (minor == null || minor.equals("false")) {
      return false;
    }
    if (minor.equals("true")) {
      return true;
    }
    throw ProblemException.badRequest("minor", "must be true or false");
  }

  /** Keeps what was left out of the item, for the response, and returns the item. */
  ItemJson reporting(ItemJson item) {
    leftOut.addAll(item.leftOut());
    return item;
  }

  /** Wraps the data in an envelope whose digest identifies this request when it is retried. */
  EventEnvelope event(NewsEvent data, byte[] body, Instant now) {
    String condition = String.valueOf(httpRequest.getHeaders().getFirst(HttpHeaders.IF_MATCH));
    String digest = EventIds.fingerprint(requestLine(), condition, body);
    return new EventEnvelope(eventId(), feed, source(), now, digest, data, actor());
  }

  /** The author as {@code ce_source}. */
  public String source() {
    return "/desk/" + editor();
  }

  /** Method, path and query as sent. */
  public String requestLine() {
    URI uri = httpRequest.getURI();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return httpRequest.getMethod() + " " + uri.getRawPath() + query;
  }
}
