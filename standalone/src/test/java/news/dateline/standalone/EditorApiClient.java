package news.dateline.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import news.dateline.events.Json;
import tools.jackson.databind.JsonNode;

/** A client of the editors' API, and of the snapshots of the public API. */
record EditorApiClient(HttpClient http, String desk, String page, String token) {
  /** A client of a service that runs the editors' API and the public API. */
  static EditorApiClient of(DatelineProcess dateline) throws IOException {
    return of(dateline, dateline);
  }

  /** A client of the editors' API of one process and the public API of another. */
  static EditorApiClient of(DatelineProcess inner, DatelineProcess outer) throws IOException {
    String token = Files.readString(inner.data().resolve("editor-token")).strip();
    return new EditorApiClient(HttpClient.newHttpClient(), inner.desk(), outer.page(), token);
  }

  /** The same client with the token of another identity. */
  EditorApiClient withToken(String other) {
    return new EditorApiClient(http, desk, page, other);
  }

  JsonNode open(String feed) throws IOException, InterruptedException {
    return open(feed, "\"language\":\"en\"");
  }

  /** Opens or revises a feed with these further members of its settings. */
  JsonNode open(String feed, String settings) throws IOException, InterruptedException {
    return edit(
        "PUT",
        "/feeds/" + feed,
        "{\"title\":\"World\",\"timeZone\":\"Europe/Kyiv\"," + settings + "}");
  }

  JsonNode publish(String feed, String id, String title) throws IOException, InterruptedException {
    return publishItem(feed, "{\"id\":\"" + id + "\",\"title\":\"" + title + "\"}");
  }

  JsonNode publishItem(String feed, String item) throws IOException, InterruptedException {
    return edit("POST", "/feeds/" + feed + "/items", item);
  }

  JsonNode update(String feed, String id, String title) throws IOException, InterruptedException {
    return edit("PUT", "/feeds/" + feed + "/items/" + id, "{\"title\":\"" + title + "\"}");
  }

  JsonNode retract(String feed, String id, String reason) throws IOException, InterruptedException {
    return edit(
        "POST",
        "/feeds/" + feed + "/items/" + id + "/retraction",
        "{\"reason\":\"" + reason + "\"}");
  }

  /** Publishes without waiting for the outcome. */
  void post(String feed, String id, String title) throws IOException, InterruptedException {
    send(
        request(
            "POST",
            "/feeds/" + feed + "/items",
            "{\"id\":\"" + id + "\",\"title\":\"" + title + "\"}"));
  }

  /** Publishes without waiting for the outcome. */
  void post(String feed, String title) throws IOException, InterruptedException {
    send(request("POST", "/feeds/" + feed + "/items", "{\"title\":\"" + title + "\"}"));
  }

  JsonNode edit(String method, String path, String body) throws IOException, InterruptedException {
    return send(request(method, path, body).header("Prefer", "wait=30"));
  }

  /** Sends a request and returns the answer, whatever its status. */
  HttpResponse<String> attempt(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(method, path, body).header("Prefer", "wait=10").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(desk + path))
        .timeout(Duration.ofSeconds(40))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return Json.mapper().readTree(response.body());
  }

  /** Returns the snapshot as text, so that two of them can be compared byte by byte. */
  String snapshot(String feed, String query) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page + "/feeds/" + feed + query))
            .header("Accept", "application/json")
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
