package news.dateline.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import news.dateline.events.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes the sample feeds of {@code --demo} through the editors' API. The times of their items
 * are given in minutes before now, so that they always span two days. A feed that exists already is
 * not changed.
 */
final class Demo {
  private static final String RESOURCE = "/standalone/demo.json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String editorsApi;
  private final String token;
  private final Instant now;

  private Demo(String editorsApi, String token, Instant now) {
    this.editorsApi = editorsApi;
    this.token = token;
    this.now = now;
  }

  /**
   * Publishes the feeds that do not exist yet, and waits for the outcomes.
   *
   * @param tokenFile holds the editors' token
   */
  static void publish(String editorsApi, Path tokenFile, Clock clock) throws InterruptedException {
    try (InputStream json = Objects.requireNonNull(Demo.class.getResourceAsStream(RESOURCE))) {
      Demo demo =
          new Demo(
              editorsApi,
              Files.readString(tokenFile).strip(),
              clock.instant().truncatedTo(ChronoUnit.MINUTES));
      Set<String> existing = demo.existing();
      for (JsonNode feed : Json.mapper().readTree(json).path("feeds")) {
        if (!existing.contains(feed.path("id").asString())) {
          demo.publish(feed);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> existing() throws IOException, InterruptedException {
    JsonNode list = Json.mapper().readTree(send(request("/feeds").build()));
    return list.path("feeds")
        .valueStream()
        .map(feed -> feed.path("feed").asString())
        .collect(Collectors.toSet());
  }

  private void publish(JsonNode feed) throws IOException, InterruptedException {
    String path = "/feeds/" + feed.path("id").asString();
    send("PUT", path, "application/json", feed.path("profile"));
    JsonNode document = feed.path("document");
    document.path("items").forEach(item -> setTimes((ObjectNode) item));
    send("POST", path + "/imports", "application/feed+json", document);
  }

  private void setTimes(ObjectNode item) {
    item.put("date_published", minutesAgo(item.remove("_minutes_ago")));
    if (item.has("_updated_minutes_ago")) {
      item.put("date_modified", minutesAgo(item.remove("_updated_minutes_ago")));
    }
  }

  private String minutesAgo(JsonNode minutes) {
    return now.minus(minutes.asInt(), ChronoUnit.MINUTES).toString();
  }

  private void send(String method, String path, String type, JsonNode body)
      throws IOException, InterruptedException {
    String answer =
        send(
            request(path)
                .header("Content-Type", type)
                .header("Prefer", "wait=30")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                .build());
    if (answer.contains("\"rejected\"") || answer.contains("\"invalid\"")) {
      throw new IllegalStateException("the sample feed was not accepted: " + answer);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(editorsApi + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  /** Returns the body of the answer. */
  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          "the sample feeds were not published: " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }
}
