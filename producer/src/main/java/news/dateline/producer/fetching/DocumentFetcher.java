package news.dateline.producer.fetching;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Loads documents by HTTP. Each connection passes the {@link ConnectGuard}; no proxy of the
 * environment is used, so that no connection is made by another machine. A document has at most 16
 * MiB, compressed and decompressed. Thread-safe.
 */
public final class DocumentFetcher {
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_REDIRECTS = 5;
  private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final String ACCEPT =
      "application/feed+json, application/atom+xml, application/rss+xml, application/rdf+xml,"
          + " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, */*;q=0.5";

  private final HttpClient client;
  private final Duration timeout;
  private final Clock clock;

  public DocumentFetcher(FetchProperties settings, LoopResources loops, Clock clock) {
    this.timeout = settings.timeout();
    this.clock = clock;
    ConnectGuard guard =
        new ConnectGuard(new AddressPolicy(settings.allowedNetworks(), settings.allowedPorts()));
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .noProxy()
            .followRedirect(false)
            .doOnChannelInit((observer, channel, remote) -> channel.pipeline().addFirst(guard))
            .headers(
                headers ->
                    headers
                        .set(HttpHeaderNames.USER_AGENT, "Dateline")
                        .set(HttpHeaderNames.ACCEPT, ACCEPT)
                        .set(HttpHeaderNames.ACCEPT_ENCODING, "gzip"));
  }

  /** Loads a document. Fails with a {@link FetchFailedException}. */
  public Mono<FetchedDocument> fetch(FetchRequest request) {
    return Mono.justOrEmpty(WebAddress.resolve(null, request.address()))
        .switchIfEmpty(Mono.error(() -> failed("the address is not an http or https URL")))
        .flatMap(address -> fetch(request, address, MAX_REDIRECTS))
        .timeout(timeout)
        .onErrorMap(failure -> !(failure instanceof FetchFailedException), this::explained);
  }

  private Mono<FetchedDocument> fetch(FetchRequest request, String address, int redirects) {
    return client
        .headers(headers -> addHeaders(headers, request, address))
        .get()
        .uri(address)
        .response((response, body) -> answer(response, body, address))
        .next()
        .flatMap(answer -> follow(request, answer, redirects));
  }

  /**
   * What a server answers.
   *
   * @param redirect the address that it redirects to; null if it does not
   */
  private record Answer(@Nullable FetchedDocument document, @Nullable String redirect) {}

  private Mono<FetchedDocument> follow(FetchRequest request, Answer answer, int redirects) {
    if (answer.redirect() == null) {
      return Mono.justOrEmpty(answer.document());
    }
    return redirects == 0
        ? Mono.error(failed("the server redirects more than " + MAX_REDIRECTS + " times"))
        : fetch(request, answer.redirect(), redirects - 1);
  }

  private static void addHeaders(HttpHeaders headers, FetchRequest request, String address) {
    if (request.authorization() != null && sameOrigin(request.address(), address)) {
      headers.set(HttpHeaderNames.AUTHORIZATION, request.authorization());
    }
    if (request.etag() != null) {
      headers.set(HttpHeaderNames.IF_NONE_MATCH, request.etag());
    }
    if (request.lastModified() != null) {
      headers.set(HttpHeaderNames.IF_MODIFIED_SINCE, request.lastModified());
    }
  }

  static boolean sameOrigin(String configured, String address) {
    return WebAddress.resolve(null, configured)
        .map(DocumentFetcher::origin)
        .orElse("")
        .equals(origin(address));
  }

  /** A host with an underscore is no host for java.net.URI, but an authority. */
  private static String origin(String address) {
    URI uri = URI.create(address);
    String usual = "https".equals(uri.getScheme()) ? ":443" : ":80";
    String authority = uri.getRawAuthority().replaceFirst(".*@", "");
    return uri.getScheme()
        + "://"
        + (authority.endsWith(usual)
            ? authority.substring(0, authority.length() - usual.length())
            : authority);
  }

  private Mono<Answer> answer(HttpClientResponse response, ByteBufFlux body, String address) {
    int status = response.status().code();
    HttpHeaders headers = response.responseHeaders();
    if (status == HttpResponseStatus.NOT_MODIFIED.code()) {
      return Mono.just(new Answer(document(null, headers, address), null));
    }
    String location = headers.get(HttpHeaderNames.LOCATION);
    if (REDIRECTS.contains(status) && location != null) {
      return WebAddress.resolve(address, location)
          .map(target -> Mono.just(new Answer(null, target)))
          .orElseGet(() -> Mono.error(failed("the server redirects to no http or https URL")));
    }
    if (status != HttpResponseStatus.OK.code()) {
      return Mono.error(
          new FetchFailedException("the server answers " + status, retryAfter(headers)));
    }
    if (contentLength(headers) > MAX_BYTES) {
      return Mono.error(LimitedBytes.tooLarge(MAX_BYTES));
    }
    return body.asByteArray()
        .collect(() -> new LimitedBytes(MAX_BYTES), LimitedBytes::add)
        .publishOn(Schedulers.boundedElastic())
        .map(bytes -> decoded(bytes.toArray(), headers.get(HttpHeaderNames.CONTENT_ENCODING)))
        .map(content -> new Answer(document(content, headers, address), null));
  }

  private static FetchedDocument document(
      byte @Nullable [] content, HttpHeaders headers, String address) {
    return new FetchedDocument(
        content,
        headers.get(HttpHeaderNames.CONTENT_TYPE),
        address,
        headers.get(HttpHeaderNames.ETAG),
        headers.get(HttpHeaderNames.LAST_MODIFIED));
  }

  private static byte[] decoded(byte[] bytes, @Nullable String encoding) {
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> bytes;
      case "gzip", "x-gzip" -> LimitedBytes.gunzip(bytes, MAX_BYTES);
      default -> throw failed("the document has an encoding that was not asked for");
    };
  }

  private static long contentLength(HttpHeaders headers) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH, "");
    return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }

  /** Reads {@code Retry-After} as RFC 9110 writes it: seconds, or a time. */
  private @Nullable Duration retryAfter(HttpHeaders headers) {
    String written = headers.get(HttpHeaderNames.RETRY_AFTER);
    if (written == null) {
      return null;
    }
    try {
      Duration wait =
          written.strip().matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(written.strip()))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(written.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant());
      return wait.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wait;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private FetchFailedException explained(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return failed("the document did not come within " + timeout.toSeconds() + " s");
    }
    // the guard's own reason may be the cause of a failed connection
    return failure.getCause() instanceof FetchFailedException refused
        ? refused
        : failed("the server cannot be reached: " + failure.getClass().getSimpleName());
  }

  private static FetchFailedException failed(String message) {
    return new FetchFailedException(message, null);
  }
}
