package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import news.dateline.events.Json;
import news.dateline.testsupport.RoutePaths;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.description.DescribedApi;
import news.dateline.testsupport.description.RecordedParameters;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** A running feed-api and an HTTP client for it. */
final class FeedApiInstance implements AutoCloseable {
  static final DescribedApi DESCRIPTION =
      new DescribedApi(
          FeedApiInstance.class.getResourceAsStream("/feed-api/openapi.yaml"),
          Pattern.compile("/\\*"));

  private static FeedApiInstance shared;
  private static FeedApiInstance other;

  final ConfigurableApplicationContext application;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Integer> proxied;

  private FeedApiInstance(
      ConfigurableApplicationContext application, Map<String, Integer> proxied) {
    this.application = application;
    this.proxied = proxied;
  }

  /**
   * Returns the instance that most tests use. It sends a heartbeat every 300 ms, shows {@code
   * first} on {@code /}, and runs until the JVM exits.
   */
  static synchronized FeedApiInstance shared() {
    if (shared == null) {
      FeedState.shared();
      shared =
          start(
                  TestBroker.shared().bootstrapServers(),
                  "--dateline.stream.heartbeat=300ms",
                  "--dateline.default-feed=first")
              .ready();
    }
    return shared;
  }

  /** Returns a second instance with the same feeds. */
  static synchronized FeedApiInstance other() {
    if (other == null) {
      FeedState.shared();
      other =
          start(TestBroker.shared().bootstrapServers(), "--dateline.stream.heartbeat=300ms")
              .ready();
    }
    return other;
  }

  /** Starts an instance, which need not be ready yet. */
  static FeedApiInstance start(String bootstrapServers, String... settings) {
    return start(FeedApiApplication.application(), bootstrapServers, settings);
  }

  /** Starts an instance whose topic readers and tokens use the clock. */
  static FeedApiInstance start(Clock clock, String bootstrapServers, String... settings) {
    SpringApplication application = FeedApiApplication.application();
    application.addInitializers(
        (GenericApplicationContext context) ->
            context.registerBean(
                "testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)));
    return start(application, bootstrapServers, settings);
  }

  private static FeedApiInstance start(
      SpringApplication application, String bootstrapServers, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 3);
    all[settings.length] = "--server.port=${test.port:0}";
    all[settings.length + 1] = "--management.server.port=0";
    all[settings.length + 2] = "--spring.kafka.bootstrap-servers=" + bootstrapServers;
    application.addInitializers(RecordedParameters.of(DESCRIPTION));
    return new FeedApiInstance(application.run(all), Map.of());
  }

  /** Returns the same instance behind a proxy that listens on the port. */
  FeedApiInstance behind(int port) {
    return new FeedApiInstance(application, Map.of("local.server.port", port));
  }

  FeedApiInstance ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(management("/actuator/health/readiness").statusCode()).isEqualTo(200));
    return this;
  }

  HttpResponse<String> management(String path) throws IOException, InterruptedException {
    return send("local.management.port", path, "GET");
  }

  /** Returns the value of a metric without labels. */
  double metric(String name) throws IOException, InterruptedException {
    return management("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("local.server.port", path, "GET", headers);
  }

  CompletableFuture<HttpResponse<String>> getAsync(String path, String... headers) {
    HttpRequest request = newRequest("local.server.port", path, "GET", headers);
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            response -> {
              DESCRIPTION.check(request, response);
              return response;
            });
  }

  HttpResponse<String> request(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send("local.server.port", path, method, headers);
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return Json.mapper().readTree(response.body());
  }

  Flux<ServerSentEvent<String>> stream(String path, String... headers) {
    HttpRequest request = newRequest("local.server.port", path, "GET", headers);
    return WebClient.create()
        .get()
        .uri(request.uri())
        .headers(all -> request.headers().map().forEach(all::addAll))
        .exchangeToFlux(
            response -> {
              String type = response.headers().asHttpHeaders().getFirst("Content-Type");
              DESCRIPTION.checkHead(request, response.statusCode().value(), type);
              return response.statusCode().isError()
                  ? response.<ServerSentEvent<String>>createError().flux()
                  : response.bodyToFlux(new ParameterizedTypeReference<>() {});
            });
  }

  /** Appends all that the client reads of a stream; completes when the stream ends. */
  CompletableFuture<Void> follow(
      reactor.netty.http.client.HttpClient client, String path, StringBuffer read) {
    HttpRequest request = newRequest("local.server.port", path, "GET");
    return client
        .host("127.0.0.1")
        .port(port())
        .get()
        .uri(path)
        .response(
            (head, content) -> {
              String type = head.responseHeaders().get("Content-Type");
              DESCRIPTION.checkHead(request, head.status().code(), type);
              return content.asString();
            })
        .doOnNext(read::append)
        .then()
        .toFuture();
  }

  HttpResponse<byte[]> bytes(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest request = newRequest("local.server.port", path, "GET", headers);
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    String type = response.headers().firstValue("Content-Type").orElse(null);
    DESCRIPTION.checkHead(request, response.statusCode(), type);
    return response;
  }

  private HttpResponse<String> send(String port, String path, String method, String... headers)
      throws IOException, InterruptedException {
    HttpRequest request = newRequest(port, path, method, headers);
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (port.equals("local.server.port")) {
      DESCRIPTION.check(request, response);
    }
    return response;
  }

  private HttpRequest newRequest(String port, String path, String method, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base(port) + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(10));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  /** The patterns of the paths that the running instance answers. */
  TreeSet<String> paths() {
    return RoutePaths.of(application);
  }

  int port() {
    return port("local.server.port");
  }

  int managementPort() {
    return port("local.management.port");
  }

  private int port(String property) {
    return application.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  private String base(String port) {
    return "http://127.0.0.1:" + proxied.getOrDefault(port, port(port));
  }

  @Override
  public void close() {
    application.close();
  }
}
