package news.dateline.feedapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with validators and cache headers, and reads what a client accepts. */
public final class Responses {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:;"
          + " connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors *; require-trusted-types-for 'script';"
          + " trusted-types dateline-body";

  public static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

  /**
   * Shared caches may store the answer for one second, so a retraction takes effect soon. A cached
   * page opens the stream at its own cursor and is then up to date.
   */
  private static final String PUBLIC = "public, max-age=1, stale-while-revalidate=1";

  private static final String PRIVATE = "private, no-cache";
  private static final String NO_CACHE = "no-cache";

  private static final Pattern GZIP_ACCEPTED =
      Pattern.compile("gzip;q=(?:1(?:\\.0*)?|0\\.0*[1-9]\\d*)");

  private static final List<String> VARY =
      List.of(
          HttpHeaders.ACCEPT,
          HttpHeaders.ACCEPT_ENCODING,
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.ORIGIN);

  private Responses() {}

  /** Returns true if the client prefers HTML to JSON, which is the default. */
  public static boolean prefersPage(HttpHeaders headers) {
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

  /** Returns the quality of a type: that of the most specific matching range (RFC 9110, 12.5.1). */
  private static double quality(List<MediaType> accepted, MediaType type) {
    return accepted.stream()
        .filter(range -> range.includes(type))
        .min((a, b) -> a.isMoreSpecific(b) ? -1 : b.isMoreSpecific(a) ? 1 : 0)
        .map(MediaType::getQualityValue)
        .orElse(0.0);
  }

  /** Returns the languages that the client prefers, the best first. */
  public static List<Locale> languages(HttpHeaders headers) {
    try {
      return headers.getAcceptLanguageAsLocales();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** Answers 304 or a representation that is kept here, compressed if the client accepts that. */
  public static Mono<ServerResponse> cached(ServerRequest request, Representation representation) {
    return answer(request, representation, acceptsGzip(request.headers().asHttpHeaders()));
  }

  /** Answers 304 or a representation for one request, which is not worth compressing. */
  public static Mono<ServerResponse> uncached(
      ServerRequest request, Representation representation) {
    return answer(request, representation, false);
  }

  private static Mono<ServerResponse> answer(
      ServerRequest request, Representation representation, boolean gzip) {
    HttpHeaders headers = request.exchange().getResponse().getHeaders();
    headers.setVary(VARY);
    // a client that waits for a cursor must not get an older answer from a cache
    String shared = QueryParameters.waitsForCursor(request) ? NO_CACHE : PUBLIC;
    headers.setCacheControl(representation.cachePolicy() == CachePolicy.PRIVATE ? PRIVATE : shared);
    return notModified(request, representation.etag(gzip))
        .switchIfEmpty(Mono.defer(() -> write(representation, gzip)));
  }

  /** Answers 304 if the client has the representation of the validator; otherwise is empty. */
  public static Mono<ServerResponse> notModified(ServerRequest request, String etag) {
    String known = request.headers().firstHeader(HttpHeaders.IF_NONE_MATCH);
    if (etag.equals(known) || "*".equals(known)) {
      // Spring knows lists too, but not *, and takes longer than sending the body
      request.exchange().getResponse().getHeaders().setETag(etag);
      return ServerResponse.status(HttpStatus.NOT_MODIFIED).build();
    }
    return request.checkNotModified(etag);
  }

  private static Mono<ServerResponse> write(Representation representation, boolean gzip) {
    ByteBuf bytes = representation.bytes(gzip);
    return ServerResponse.ok()
        .contentType(representation.type())
        .contentLength(bytes.readableBytes())
        .headers(
            own -> {
              secure(own, representation.type());
              if (gzip) {
                own.set(HttpHeaders.CONTENT_ENCODING, "gzip");
              }
            })
        .body(
            (response, context) ->
                response.writeWith(Mono.fromSupplier(() -> wrap(response, bytes))));
  }

  /** Returns a buffer of its own for one answer, over the same bytes. */
  private static DataBuffer wrap(ServerHttpResponse response, ByteBuf bytes) {
    return ((NettyDataBufferFactory) response.bufferFactory()).wrap(bytes.retainedDuplicate());
  }

  /** Returns true if gzip is accepted. Other codings are not worth keeping more bytes for. */
  public static boolean acceptsGzip(HttpHeaders headers) {
    return headers.getOrEmpty(HttpHeaders.ACCEPT_ENCODING).stream()
        .flatMap(line -> Stream.of(line.toLowerCase(Locale.ROOT).split(",")))
        .map(coding -> coding.replace(" ", ""))
        .anyMatch(coding -> coding.equals("gzip") || GZIP_ACCEPTED.matcher(coding).matches());
  }

  /** Answers 410 with a body that gives the reason. */
  public static Mono<ServerResponse> gone(CachePolicy cachePolicy, MediaType type, byte[] body) {
    return ServerResponse.status(HttpStatus.GONE)
        .contentType(type)
        .headers(
            own -> {
              own.setVary(VARY);
              own.setCacheControl(cachePolicy == CachePolicy.PRIVATE ? PRIVATE : NO_CACHE);
              secure(own, type);
            })
        .bodyValue(body);
  }

  /** Sets headers that restrict what a page may load and reveal. */
  static void secure(HttpHeaders headers, MediaType type) {
    headers.set("X-Content-Type-Options", "nosniff");
    if (type.isCompatibleWith(HTML)) {
      headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    }
  }
}
