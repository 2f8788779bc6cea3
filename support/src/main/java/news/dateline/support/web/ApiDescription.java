package news.dateline.support.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Serves an OpenAPI description: as it is, and as a page for people, without scripts. */
public final class ApiDescription {
  private static final MediaType HTML_IN_UTF_8 = new MediaType("text", "html", UTF_8);

  private ApiDescription() {}

  /**
   * Serves the description at {@code /openapi.yaml} and, for people, {@code /openapi}. The page is
   * made when it is first read, because few starts need it.
   */
  public static RouterFunction<ServerResponse> routes(Resource yaml) {
    String style = text(new ClassPathResource("support/openapi.css"));
    Mono<byte[]> page =
        Mono.fromCallable(() -> new ApiPage(load(yaml), style).html().getBytes(UTF_8))
            .subscribeOn(Schedulers.boundedElastic())
            .cache();
    String policy =
        "default-src 'none'; style-src 'sha256-"
            + sha256(style)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return RouterFunctions.route()
        .GET(
            "/openapi.yaml",
            request ->
                ServerResponse.ok()
                    .header("X-Content-Type-Options", "nosniff")
                    .contentType(MediaType.APPLICATION_YAML)
                    .bodyValue(yaml))
        .GET(
            "/openapi",
            request ->
                ServerResponse.ok()
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", policy)
                    .contentType(HTML_IN_UTF_8)
                    .body(page, byte[].class))
        .filter(ApiDescription::unlessAny)
        .build();
  }

  /** Answers 304 instead if the request has {@code If-None-Match: *} (RFC 9110, 13.1.2). */
  private static Mono<ServerResponse> unlessAny(
      ServerRequest request, HandlerFunction<ServerResponse> handler) {
    return "*".equals(request.headers().firstHeader(HttpHeaders.IF_NONE_MATCH))
        ? ServerResponse.status(HttpStatus.NOT_MODIFIED).build()
        : handler.handle(request);
  }

  private static Map<?, ?> load(Resource yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text(yaml));
  }

  private static String text(Resource resource) {
    try (InputStream in = resource.getInputStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String style) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
