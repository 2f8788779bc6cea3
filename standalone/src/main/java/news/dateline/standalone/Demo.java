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
      for (JsonNode feed : Json.mapper().readTree(json).path("feeds")) {
        demo.publish(feed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void publish(JsonNode feed) throws IOException, InterruptedException {
    String path = "/feeds/" + feed.path("id").asString();
    int status = send("PUT", path, "application/json", feed.path("profile"));
    if (status == 201) {
      JsonNode document = feed.path("document");
      document.path("items").forEach(item -> setTimes((ObjectNode) item));
      send("POST", path + "/imports", "application/feed+json", document);
    }
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

  private int send(String method, String path, String type, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(editorsApi + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .header("Prefer", "wait=30")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300
        || response.body().contains("\"rejected\"")
        || response.body().contains("\"invalid\"")) {
      throw new IllegalStateException(
          "the sample feed was not accepted: " + response.statusCode() + " " + response.body());
    }
    return response.statusCode();
  }
}
