package news.dateline.feedapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers that a client or cache may keep for a moment and then must ask about. */
public final class Responses {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors *";

  /** UTF-8, as all we send. */
  public static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

  /**
   * Long enough for a cache in front to answer a crowd by itself, short enough for a retraction. A
   * page that is a second old goes on from its own cursor and is up to date at once.
   */
  private static final String SHORTLY = "public, max-age=1, stale-while-revalidate=1";

  private static final String PRIVATELY = "private, no-cache";
  private static final String PRIVATE = Responses.class.getName() + ".private";

  private static final Pattern GZIP_WANTED =
      Pattern.compile("gzip;q=(?:1(?:\\.0*)?|0\\.0*[1-9]\\d*)");

  private static final List<String> VARY =
      List.of(
          HttpHeaders.ACCEPT,
          HttpHeaders.ACCEPT_ENCODING,
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.ORIGIN);

  private Responses() {}

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

  /** The answer to this request is for nobody else, so no cache between us may keep it. */
  public static void keepPrivate(ServerRequest request) {
    request.attributes().put(PRIVATE, true);
  }

  /** Whether {@link #keepPrivate} has been said of it. */
  public static boolean isPrivate(ServerRequest request) {
    return request.attributes().containsKey(PRIVATE);
  }

  /** JSON, or 304 without making it where the client has it already. */
  public static Mono<ServerResponse> json(
      ServerRequest request, String version, Supplier<byte[]> body) {
    return uncached(request, new Representation(MediaType.APPLICATION_JSON, version, body));
  }

  /** A page, or 304 without rendering it where the client has it already. */
  public static Mono<ServerResponse> page(
      ServerRequest request, String version, Supplier<byte[]> body) {
    return uncached(request, new Representation(HTML, version, body));
  }

  /** What may have been made before, compressed where the client can read that; or 304. */
  public static Mono<ServerResponse> cached(ServerRequest request, Representation representation) {
    return answer(request, representation, readsGzip(request.headers().asHttpHeaders()));
  }

  /** What nobody else will ask for in the same moment: not worth compressing; or 304. */
  public static Mono<ServerResponse> uncached(
      ServerRequest request, Representation representation) {
    return answer(request, representation, false);
  }

  private static Mono<ServerResponse> answer(
      ServerRequest request, Representation representation, boolean gzip) {
    HttpHeaders headers = request.exchange().getResponse().getHeaders();
    headers.setVary(VARY);
    // who waits for a position wants no answer from before
    String publicly = request.queryParam("min").isPresent() ? "no-cache" : SHORTLY;
    headers.setCacheControl(isPrivate(request) ? PRIVATELY : publicly);
    String etag = representation.etag(gzip);
    if (etag.equals(request.headers().firstHeader(HttpHeaders.IF_NONE_MATCH))) {
      // as most ask; what is asked otherwise is for Spring, which takes longer over it than a 200
      headers.setETag(etag);
      return ServerResponse.status(HttpStatus.NOT_MODIFIED).build();
    }
    return request
        .checkNotModified(etag)
        .switchIfEmpty(Mono.defer(() -> write(representation, gzip)));
  }

  private static Mono<ServerResponse> write(Representation representation, boolean gzip) {
    byte[] bytes = representation.bytes(gzip);
    return ServerResponse.ok()
        .contentType(representation.type())
        .contentLength(bytes.length)
        .headers(
            own -> {
              secure(own, representation.type());
              if (gzip) {
                own.set(HttpHeaders.CONTENT_ENCODING, "gzip");
              }
            })
        .body(
            (response, context) ->
                response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes))));
  }

  /** Whether gzip is named and not refused; other codings are not worth a third set of bytes. */
  static boolean readsGzip(HttpHeaders headers) {
    return headers.getOrEmpty(HttpHeaders.ACCEPT_ENCODING).stream()
        .flatMap(line -> Stream.of(line.toLowerCase(Locale.ROOT).split(",")))
        .map(coding -> coding.replace(" ", ""))
        .anyMatch(coding -> coding.equals("gzip") || GZIP_WANTED.matcher(coding).matches());
  }

  /** Something that was there and is not to be had again; the body says why. */
  public static Mono<ServerResponse> gone(ServerRequest request, MediaType type, byte[] body) {
    return ServerResponse.status(HttpStatus.GONE)
        .contentType(type)
        .headers(
            own -> {
              own.setVary(VARY);
              own.setCacheControl(isPrivate(request) ? PRIVATELY : "no-cache");
              secure(own, type);
            })
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
