package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import news.dateline.testsupport.TestBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.ConfigurableApplicationContext;

/** A running producer on a real broker, and an editor in front of it. */
final class ProducerFixture {
  static final int PARTITIONS = 2;

  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);

  private static final ProducerFixture SHARED = start(TestBroker.shared());

  final StubConsumer consumer;
  final ConfigurableApplicationContext application;
  private final String kafka;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();

  private ProducerFixture(String kafka, ConfigurableApplicationContext application, String token) {
    this.kafka = kafka;
    this.application = application;
    this.token = token;
    this.consumer = new StubConsumer(kafka);
  }

  /** The one all tests of this JVM use; each has feeds of its own. */
  static ProducerFixture shared() {
    return SHARED;
  }

  static ProducerFixture start(TestBroker broker) {
    String kafka = broker.bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      new TopicAdmin(admin).create(PARTITIONS, false);
      Path tokenFile = Files.createTempDirectory("desk").resolve("editor-token");
      ConfigurableApplicationContext application =
          ProducerApplication.application()
              .run(
                  "--server.port=0",
                  "--management.server.port=0",
                  "--dateline.kafka.bootstrap-servers=" + kafka,
                  "--dateline.desk.token-file=" + tokenFile);
      return new ProducerFixture(kafka, application, Files.readString(tokenFile).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TopicsUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  void openFeed(String feed) {
    ApiResponse response =
        send("PUT", "/feeds/" + feed, "{\"title\":\"" + feed + "\"}", "Prefer", "wait=10");
    if (response.status() != 201) {
      throw new IllegalStateException(response.toString());
    }
  }

  /** Calls with the token and, where there is a body, as JSON; headers given here go first. */
  ApiResponse send(String method, String path, String body, String... headers) {
    HttpRequest.Builder newRequest = newRequest(method, path, body, headers);
    Map<String, String> defaults = new HashMap<>(Map.of("Authorization", "Bearer " + token));
    if (!body.isEmpty()) {
      defaults.put("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      defaults.remove(headers[i]);
    }
    defaults.forEach(newRequest::header);
    return execute(newRequest);
  }

  /** Calls with these headers only. */
  ApiResponse sendBare(String method, String path, String body, String... headers) {
    return execute(newRequest(method, path, body, headers));
  }

  /** Calls with the token and nothing else. */
  ApiResponse sendTokenOnly(String method, String path, String body) {
    return sendBare(method, path, body, "Authorization", "Bearer " + token);
  }

  /** Calls without saying how long the body is. */
  ApiResponse sendChunked(String method, String path, String body) {
    return execute(
        HttpRequest.newBuilder(uri("local.server.port", path))
            .method(
                method,
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body)))
            .headers("Authorization", "Bearer " + token, "Content-Type", "application/json"));
  }

  /** Calls with an Idempotency-Key that Java's own client would not send. */
  String sendRaw(String method, String path, String body, String key) throws IOException {
    int port = uri("local.server.port", path).getPort();
    try (Socket socket = new Socket("127.0.0.1", port)) {
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

  /** How far each partition of every topic is written. */
  Map<TopicPartition, Long> endOffsets() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Map<TopicPartition, OffsetSpec> latest =
          Stream.of(Topic.values())
              .flatMap(
                  topic ->
                      Stream.iterate(0, i -> i + 1)
                          .limit(PARTITIONS)
                          .map(i -> new TopicPartition(topic.topicName(), i)))
              .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder newRequest(
      String method, String path, String body, String... headers) {
    HttpRequest.Builder newRequest =
        HttpRequest.newBuilder(uri("local.server.port", path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return headers.length == 0 ? newRequest : newRequest.headers(headers);
  }

  private URI uri(String port, String path) {
    return URI.create(
        "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty(port) + path);
  }

  private ApiResponse execute(HttpRequest.Builder newRequest) {
    try {
      HttpResponse<String> response =
          http.execute(
              newRequest.timeout(REQUEST_TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      return new ApiResponse(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
