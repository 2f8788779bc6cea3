package news.dateline.producer.fetching;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.PrematureCloseException;

/**
 * Loads documents over HTTP. Limits their size and time, connects to allowed addresses and ports
 * only, uses no proxy, and keeps no connection. Thread-safe.
 */
public final class Fetcher {
  static final DataSize MAX_SIZE = DataSize.ofMegabytes(16);

  private static final int MAX_BYTES = Math.toIntExact(MAX_SIZE.toBytes());
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_HEADER = 1_000;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final String TOO_LARGE = "it has more than " + MAX_SIZE.toMegabytes() + " MiB";

  private final HttpClient client;
  private final FetchProperties settings;

  /**
   * @param client determines event loops and resolver
   */
  Fetcher(HttpClient client, FetchProperties settings) {
    this.settings = settings;
    ConnectGuard guard = new ConnectGuard(new AddressRules(settings.allowedNetworks()));
    this.client =
        client
            .noProxy()
            .followRedirect(false)
            .disableRetry(true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT_TIMEOUT.toMillis()))
            .doOnChannelInit((observer, channel, remote) -> channel.pipeline().addFirst(guard));
  }

  /** Loads a document. Fails with a {@link FetchException} if there is no answer to return. */
  public Mono<FetchedDocument> fetch(FetchRequest request) {
    return Mono.defer(() -> follow(request, 0))
        .timeout(settings.timeout())
        .onErrorMap(failure -> new FetchException(describe(failure)));
  }

  private Mono<FetchedDocument> follow(FetchRequest request, int redirects) {
    URI address = checked(request.address());
    return client
        .headers(headers -> set(headers, request))
        .get()
        .uri(address)
        .response((response, body) -> read(request.address(), response, body))
        .next()
        .flatMap(
            answer ->
                answer.location() == null
                    ? Mono.just(answer.document())
                    : follow(redirected(request, answer.location(), redirects), redirects + 1));
  }

  /**
   * An answer of a server.
   *
   * @param location where it redirects to; null if it does not
   */
  private record Answer(FetchedDocument document, @Nullable String location) {}

  private static void set(HttpHeaders headers, FetchRequest request) {
    headers.set(HttpHeaderNames.USER_AGENT, "Dateline");
    headers.set(
        HttpHeaderNames.ACCEPT,
        "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9,"
            + " application/json;q=0.9, */*;q=0.5");
    headers.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip");
    request.headers().forEach(headers::set);
    if (request.etag() != null) {
      headers.set(HttpHeaderNames.IF_NONE_MATCH, request.etag());
    }
    if (request.lastModified() != null) {
      headers.set(HttpHeaderNames.IF_MODIFIED_SINCE, request.lastModified());
    }
  }

  /** Returns the address if its scheme and port are allowed. */
  private URI checked(String text) {
    URI address = URI.create(text);
    boolean secure = "https".equals(address.getScheme());
    if (!secure && !"http".equals(address.getScheme())) {
      throw new FetchException("its scheme is not http or https");
    }
    if (address.getUserInfo() != null) {
      throw new FetchException("its address has a user name");
    }
    if (address.getHost() == null) {
      throw new FetchException("its host has a character that no host has");
    }
    int port = address.getPort() < 0 ? (secure ? 443 : 80) : address.getPort();
    if (!settings.ports().contains(port)) {
      throw new FetchException(
          "the producer may not connect to port " + port + ", see dateline.fetching.allowed-ports");
    }
    return address;
  }

  private FetchRequest redirected(FetchRequest request, String location, int redirects) {
    if (redirects >= MAX_REDIRECTS) {
      throw new FetchException("it redirects more than " + MAX_REDIRECTS + " times");
    }
    URI from = URI.create(request.address());
    URI to =
        WebAddress.resolve(request.address(), location)
            .map(URI::create)
            .orElseThrow(() -> new FetchException("it redirects to what is no http address"));
    // the name of a user in the address of a redirect is refused with the next request
    boolean sameOrigin =
        Objects.equals(from.getScheme(), to.getScheme())
            && Objects.equals(from.getAuthority(), to.getAuthority());
    return request.redirectedTo(to.toString(), sameOrigin);
  }

  private static Mono<Answer> read(String address, HttpClientResponse response, ByteBufFlux body) {
    int status = response.status().code();
    HttpHeaders headers = response.responseHeaders();
    String location = header(headers, "Location", Integer.MAX_VALUE);
    if (REDIRECTS.contains(status) && location != null) {
      return Mono.just(new Answer(document(address, status, headers, new byte[0]), location));
    }
    if (status != 200) {
      return Mono.just(new Answer(document(address, status, headers, new byte[0]), null));
    }
    String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
    return bytes(headers, body)
        // decompressing 16 MiB would block the event loop for too long
        .publishOn(Schedulers.boundedElastic())
        .map(content -> decoded(content, encoding.strip().toLowerCase(Locale.ROOT)))
        .map(content -> new Answer(document(address, status, headers, content), null));
  }

  private static Mono<byte[]> bytes(HttpHeaders headers, ByteBufFlux body) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH, "0");
    if (length.length() > 9 || Integer.parseInt(length) > MAX_BYTES) {
      return Mono.error(new FetchException(TOO_LARGE));
    }
    return body.asByteArray()
        .collect(
            ByteArrayOutputStream::new,
            (all, part) -> {
              if (all.size() + part.length > MAX_BYTES) {
                throw new FetchException(TOO_LARGE);
              }
              all.writeBytes(part);
            })
        .map(ByteArrayOutputStream::toByteArray);
  }

  private static byte[] decoded(byte[] content, String encoding) {
    if (encoding.equals("identity") || encoding.isEmpty()) {
      return content;
    }
    if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
      throw new FetchException("its Content-Encoding is not gzip, which alone was accepted");
    }
    try (InputStream decoder = new GZIPInputStream(new ByteArrayInputStream(content))) {
      byte[] decoded = decoder.readNBytes(MAX_BYTES + 1);
      if (decoded.length > MAX_BYTES) {
        throw new FetchException(TOO_LARGE + " once it is decompressed");
      }
      return decoded;
    } catch (IOException e) {
      throw new FetchException("it cannot be decompressed");
    }
  }

  private static FetchedDocument document(
      String address, int status, HttpHeaders headers, byte[] body) {
    return new FetchedDocument(
        address,
        status,
        body,
        header(headers, "Content-Type", MAX_HEADER),
        header(headers, "ETag", MAX_HEADER),
        header(headers, "Last-Modified", MAX_HEADER),
        header(headers, "Retry-After", MAX_HEADER));
  }

  private static @Nullable String header(HttpHeaders headers, String name, int max) {
    String value = headers.get(name);
    return value == null || value.length() > max ? null : value;
  }

  /** Returns a line for operators, which names no address: it may contain a secret. */
  private String describe(Throwable failure) {
    if (failure instanceof FetchException || failure.getCause() instanceof FetchException) {
      Throwable said = failure instanceof FetchException ? failure : failure.getCause();
      return String.valueOf(said == null ? null : said.getMessage());
    }
    if (failure instanceof TimeoutException) {
      return "it did not arrive within " + settings.timeout().toSeconds() + " s";
    }
    if (failure instanceof UnknownHostException) {
      return "its host is unknown";
    }
    if (failure instanceof ConnectException) {
      return "its host cannot be reached";
    }
    if (failure instanceof PrematureCloseException) {
      return "the connection ended before the document did";
    }
    return failure instanceof SSLException
        ? "TLS failed: " + failure.getMessage()
        : "it cannot be loaded: " + failure.getClass().getSimpleName();
  }
}
