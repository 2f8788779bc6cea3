package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import news.dateline.testsupport.description.DescribedApi;
import news.dateline.testsupport.description.RecordedParameters;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * A running producer, its Kafka broker, a stub of the consumer, and an HTTP client with the token.
 */
final class ProducerFixture {
  static final int PARTITIONS = 2;

  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);

  static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final AtomicInteger ADDRESSES = new AtomicInteger();
  static final DescribedApi DESCRIPTION =
      new DescribedApi(
          ProducerFixture.class.getResourceAsStream("/producer/openapi.yaml"),
          Pattern.compile("/|/desk/.*|/openapi.*|/oauth2/.*|/login/.*"));
  private static final ProducerFixture SHARED = start(TestBroker.shared());

  final StubConsumer consumer;
  final ConfigurableApplicationContext application;
  private final String kafka;
  final String token;
  private final HttpClient http = HttpClient.newHttpClient();
  final TopicOffsets offsets;

  private ProducerFixture(String kafka, StubConsumer consumer, String... settings) {
    this.kafka = kafka;
    this.consumer = consumer;
    this.offsets = new TopicOffsets(kafka);
    try {
      Path tokenFile = Files.createTempDirectory("desk").resolve("editor-token");
      Stream<String> arguments =
          Stream.of(
              "--server.port=0",
              "--management.server.port=0",
              "--spring.kafka.bootstrap-servers=" + kafka,
              "--dateline.desk.token-file=" + tokenFile,
              "--dateline.desk.trusted-proxies=127.0.0.1");
      application =
          recorded().run(Stream.concat(arguments, Stream.of(settings)).toArray(String[]::new));
      token = Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SpringApplication recorded() {
    SpringApplication service = ProducerApplication.application();
    service.addInitializers(RecordedParameters.of(DESCRIPTION));
    return service;
  }

  /** The fixture that all tests of this JVM share. Each test uses its own feeds. */
  static ProducerFixture shared() {
    return SHARED;
  }

  static ProducerFixture start(TestBroker broker) {
    String kafka = broker.bootstrapServers();
    TopicWriter.createTopics(kafka, PARTITIONS);
    return new ProducerFixture(kafka, new StubConsumer(kafka));
  }

  /** Starts another producer on the same Kafka, with a token file of its own. */
  ProducerFixture another(String... settings) {
    return new ProducerFixture(kafka, consumer, settings);
  }

  /** An address for {@code X-Forwarded-For} that no request has come from yet. */
  static String newAddress() {
    int number = ADDRESSES.incrementAndGet();
    return "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255);
  }

  /**
   * Opens a feed, again and again if Kafka does not answer in time, as {@code Retry-After} asks.
   */
  void openFeed(String feed) {
    ApiResponse response =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () ->
                    send(
                        "PUT",
                        "/feeds/" + feed,
                        "{\"title\":\"" + feed + "\"}",
                        "Prefer",
                        "wait=10"),
                answer -> answer.status() != 503);
    // 200: an earlier run of the class has opened it
    if (response.status() != 201 && response.status() != 200) {
      throw new IllegalStateException(response.toString());
    }
  }

  /** Sends the token and, with a body, the content type of JSON, unless these headers are given. */
  ApiResponse send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = newRequest(method, path, body, headers);
    Map<String, String> defaults = new HashMap<>(Map.of("Authorization", "Bearer " + token));
    if (!body.isEmpty()) {
      defaults.put("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      defaults.remove(headers[i]);
    }
    defaults.forEach(request::header);
    return execute(request);
  }

  /** Sends only the given headers. */
  ApiResponse sendBare(String method, String path, String body, String... headers) {
    return execute(newRequest(method, path, body, headers));
  }

  /** Sends no header but the token. */
  ApiResponse sendTokenOnly(String method, String path, String body) {
    return sendBare(method, path, body, "Authorization", "Bearer " + token);
  }

  /** Sends the body without Content-Length. */
  ApiResponse sendChunked(String method, String path, String body) {
    return execute(
        HttpRequest.newBuilder(uri("local.server.port", path))
            .method(
                method,
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body)))
            .headers("Authorization", "Bearer " + token, "Content-Type", "application/json"));
  }

  /** Sends an Idempotency-Key that Java's HTTP client refuses. Returns the response as text. */
  String sendRaw(String method, String path, String body, String key) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port("local.server.port"))) {
      String head =
          """
          %s %s HTTP/1.1
          Host: desk
          Connection: close
          Authorization: Bearer %s
          Content-Type: application/json
          Content-Length: %d
          Idempotency-Key: %s

          """
              .formatted(method, path, token, body.length(), key);
      socket.getOutputStream().write((head.replace("\n", "\r\n") + body).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  ApiResponse sendToManagement(String path) {
    return execute(HttpRequest.newBuilder(uri("local.management.port", path)));
  }

  /** The routes of the running producer, such as {@code GET /feeds/{feed}/held}. */
  TreeSet<String> routes() {
    TreeSet<String> routes = new TreeSet<>();
    for (RequestMappingHandlerMapping mapping :
        application.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
      for (RequestMappingInfo route : mapping.getHandlerMethods().keySet()) {
        if (route.getMethodsCondition().isEmpty()) {
          throw new IllegalStateException("a route for every method: " + route);
        }
        for (RequestMethod method : route.getMethodsCondition().getMethods()) {
          route
              .getPatternsCondition()
              .getPatterns()
              .forEach(path -> routes.add(method + " " + path));
        }
      }
    }
    return routes;
  }

  private HttpRequest.Builder newRequest(
      String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("local.server.port", path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!List.of(headers).contains(FORWARDED_FOR)) {
      // a token that a test has sent in vain must not limit the next test
      request.header(FORWARDED_FOR, newAddress());
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  private URI uri(String port, String path) {
    return URI.create("http://127.0.0.1:" + port(port) + path);
  }

  int port(String property) {
    return application.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  private ApiResponse execute(HttpRequest.Builder request) {
    try {
      HttpRequest sent = request.timeout(REQUEST_TIMEOUT).build();
      HttpResponse<String> received = http.send(sent, HttpResponse.BodyHandlers.ofString());
      ApiResponse response =
          new ApiResponse(received.statusCode(), received.headers(), received.body());
      if (sent.uri().getPort() == port("local.server.port")) {
        DESCRIPTION.check(sent, received);
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
