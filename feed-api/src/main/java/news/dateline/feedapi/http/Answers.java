package news.dateline.feedapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers that a client or cache may keep, but must ask about before it uses them again. */
public final class Answers {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors *";

  /** UTF-8, as all we send. */
  public static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

  private Answers() {}

  /** Whether the client would rather have a page than JSON; without a clear wish it gets JSON. */
  public static boolean wantsPage(HttpHeaders headers) {
    List<MediaType> accepted;
    try {
      accepted = headers.getAccept();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
    double page = quality(accepted, MediaType.TEXT_HTML);
    return page > 0
        && page >= quality(accepted, MediaType.APPLICATION_JSON)
        && accepted.stream().anyMatch(type -> type.getType().equals("text"));
  }

  /** As RFC 9110 has it: the most specific range that fits says how much a type is wanted. */
  private static double quality(List<MediaType> accepted, MediaType type) {
    return accepted.stream()
        .filter(range -> range.includes(type))
        .min((a, b) -> a.isMoreSpecific(b) ? -1 : b.isMoreSpecific(a) ? 1 : 0)
        .map(MediaType::getQualityValue)
        .orElse(0.0);
  }

  /** JSON, or 304 without making it where the client has it already. */
  public static Mono<ServerResponse> json(
      ServerRequest request, String version, Supplier<byte[]> body) {
    return answer(request, version, MediaType.APPLICATION_JSON, body);
  }

  /** A page, or 304 without rendering it where the client has it already. */
  public static Mono<ServerResponse> page(
      ServerRequest request, String version, Supplier<byte[]> body) {
    return answer(request, version, HTML, body);
  }

  /**
   * @param version whatever the body is made from
   */
  private static Mono<ServerResponse> answer(
      ServerRequest request, String version, MediaType type, Supplier<byte[]> body) {
    HttpHeaders headers = request.exchange().getResponse().getHeaders();
    headers.setVary(List.of(HttpHeaders.ACCEPT));
    headers.setCacheControl("no-cache");
    UUID digest = UUID.nameUUIDFromBytes((version + "\n" + type).getBytes(UTF_8));
    return request
        .checkNotModified("\"" + digest + "\"")
        .switchIfEmpty(
            Mono.defer(
                () ->
                    ServerResponse.ok()
                        .contentType(type)
                        .headers(own -> secure(own, type))
                        .bodyValue(body.get())));
  }

  /** Something that was there and is not to be had again; the body says why. */
  public static Mono<ServerResponse> gone(MediaType type, byte[] body) {
    return ServerResponse.status(HttpStatus.GONE)
        .contentType(type)
        .varyBy(HttpHeaders.ACCEPT)
        .cacheControl(CacheControl.noCache())
        .headers(own -> secure(own, type))
        .bodyValue(body);
  }

  /** What keeps a page from doing more than it should. */
  static void secure(HttpHeaders headers, MediaType type) {
    headers.set("X-Content-Type-Options", "nosniff");
    if (type.isCompatibleWith(HTML)) {
      headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    }
  }
}
