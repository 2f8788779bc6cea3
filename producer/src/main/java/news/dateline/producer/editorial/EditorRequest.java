package news.dateline.producer.editorial;

import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.problem.Problem;
import news.dateline.producer.request.RequestHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * An editor's call on a feed, all of it but the body.
 *
 * @param editor the editor's name
 * @param idempotencyKey the {@code Idempotency-Key}: the editor's own, or one drawn for this call
 * @param preferredWait how long the editor would wait for the outcome; null: not at all
 */
public record EditorRequest(
    String editor,
    FeedId feed,
    String idempotencyKey,
    @Nullable Duration preferredWait,
    ServerHttpRequest httpRequest) {

  /**
   * Reads the call; a drawn key is told in the answer's {@code Idempotency-Key}, whatever the
   * answer is. A {@link Problem} where path or headers cannot be understood.
   */
  public static Mono<EditorRequest> of(ServerWebExchange exchange, String feed) {
    return exchange
        .getPrincipal()
        .map(Principal::getName)
        .map(editor -> read(exchange, editor, feed));
  }

  private static EditorRequest read(ServerWebExchange exchange, String editor, String feed) {
    HttpHeaders headers = exchange.getRequest().getHeaders();
    FeedId id = feed(feed);
    String idempotencyKey = idempotencyKey(exchange);
    Duration preferredWait = RequestHeaders.preferredWait(headers);
    return new EditorRequest(editor, id, idempotencyKey, preferredWait, exchange.getRequest());
  }

  /** The {@code Idempotency-Key}, or one drawn now and told in the answer. */
  public static String idempotencyKey(ServerWebExchange exchange) {
    String own = RequestHeaders.idempotencyKey(exchange.getRequest().getHeaders());
    if (own != null) {
      return own;
    }
    String drawn = UUID.randomUUID().toString();
    exchange.getResponse().getHeaders().set(RequestHeaders.IDEMPOTENCY_KEY, drawn);
    return drawn;
  }

  static FeedId feed(String text) {
    try {
      return new FeedId(text);
    } catch (InvalidFieldException e) {
      throw Problem.inPath(e);
    }
  }

  static ItemId item(String text) {
    try {
      return new ItemId(text);
    } catch (InvalidFieldException e) {
      throw Problem.inPath(e);
    }
  }

  public EventId eventId() {
    return EventIds.of(editor, feed, idempotencyKey);
  }

  /** The version the editor saw; null: whichever it is. */
  @Nullable Integer ifMatch() {
    return RequestHeaders.ifMatch(httpRequest.getHeaders());
  }

  void refuseIfMatch() {
    RequestHeaders.refuseIfMatch(httpRequest.getHeaders());
  }

  /** {@code ?minor=true}: the change is a typo. */
  boolean minor() {
    String minor = httpRequest.getQueryParams().getFirst("minor");
    if (minor == null || minor.equals("false")) {
      return false;
    }
    if (minor.equals("true")) {
      return true;
    }
    throw Problem.badRequest("minor", "must be true or false");
  }

  /** The call as an event, known again by its body when it is retried. */
  EventEnvelope event(NewsEvent data, byte[] body, Instant now) {
    String condition = String.valueOf(httpRequest.getHeaders().getFirst(HttpHeaders.IF_MATCH));
    String digest = EventIds.fingerprint(requestLine(), condition, body);
    return new EventEnvelope(eventId(), feed, source(), now, digest, data);
  }

  /** Who calls, as {@code ce_source}. */
  public String source() {
    return "/desk/" + editor;
  }

  /** Method, path and query as sent. */
  public String requestLine() {
    URI uri = httpRequest.getURI();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return httpRequest.getMethod() + " " + uri.getRawPath() + query;
  }
}
