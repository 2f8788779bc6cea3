package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DiskFullIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long MB = 1024 * 1024;
  private static final int MAX_ITEMS = 10_000;
  private static final String NEVER_REFUSED = "-Ddateline.desk.min-free-space=0";
  private static final String ITEMS = "/feeds/world/items";
  private static final String ITEM = "{\"title\":\"t\"}";
  private static final String PARTNER = "{\"name\":\"Radio\",\"feeds\":[\"inner\"]}";
  private static final String DOCUMENT =
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\","
          + "\"items\":[{\"id\":\"a\",\"title\":\"t\",\"content_text\":\"c\"}]}";

  @TempDir Path directory;

  @Test
  void nearlyFullTheDeskRefusesNewContentAndEverythingElseGoesOn() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory);
        DatelineProcess dateline = disk.start("-Ddateline.desk.min-free-space=150MB")) {
      EditorApiClient editor = EditorApiClient.of(dateline);
      editor.open("world");
      editor.publish("world", "wrong", "Wrong bridge");
      Instant release = Instant.now().plusSeconds(20);
      hold(editor, "secret", release);
      hold(editor, "withdrawn", release);
      Access access = Access.issue(editor);
      try (EventRecorder stream =
          new EventRecorder(dateline.page() + "/feeds/world/stream", null)) {
        await().atMost(TIMEOUT).until(() -> stream.events().contains("at"));
        disk.leaveFree(100 * MB);
        await().atMost(TIMEOUT).until(() -> publish(editor) == 503);

        newContentIsRefused(editor);
        access.isGivenToEditorsAndTakenFromTheRevoked();
        pagesAreAnswered(editor);
        retractionsAndReleasesReachTheStream(editor, stream);
        healthSaysWhy(dateline);
      }
      disk.removeBallast();
      await().atMost(TIMEOUT).until(() -> publish(editor) == 201);
      theLogHasALineForEachChange(dateline);
    }
  }

  /** A token of an identity and one of a partner. */
  private record Access(EditorApiClient editor, JsonNode identity, JsonNode partner) {
    static Access issue(EditorApiClient editor) throws Exception {
      editor.open("inner", "\"language\":\"en\",\"access\":\"partner\"");
      String author = "{\"name\":\"Olena\",\"roles\":[\"editor\"]}";
      return new Access(
          editor,
          editor.edit("POST", "/identities", author),
          editor.edit("POST", "/partners", PARTNER));
    }

    void isGivenToEditorsAndTakenFromTheRevoked() throws Exception {
      EditorApiClient author = editor.withToken(identity.path("token").asString());
      String code = editor.edit("POST", "/login-codes", "").path("code").asString();
      HttpResponse<String> session =
          editor.attempt("POST", "/sessions", "{\"code\":\"" + code + "\"}");
      assertThat(session.statusCode()).isEqualTo(201);
      String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(get(editor.desk() + "/session", "Cookie", cookie.replaceAll(";.*", "")).body())
          .contains(Json.mapper().readTree(session.body()).path("id").asString());

      assertThat(author.attempt("GET", "/feeds", "").statusCode()).isEqualTo(200);
      assertThat(revoke("/identities/", identity)).isEqualTo(204);
      assertThat(author.attempt("GET", "/feeds", "").statusCode()).isEqualTo(401);
      String bearer = "Bearer " + partner.path("token").asString();
      String feed = editor.page() + "/feeds/inner";
      assertThat(get(feed, "Authorization", bearer).statusCode()).isEqualTo(200);
      assertThat(revoke("/partners/", partner)).isEqualTo(204);
      await().atMost(TIMEOUT).until(() -> get(feed, "Authorization", bearer).statusCode() == 401);
    }

    private int revoke(String path, JsonNode issued) throws Exception {
      return editor.attempt("DELETE", path + issued.path("id").asString(), "").statusCode();
    }
  }

  private static void pagesAreAnswered(EditorApiClient editor) throws Exception {
    assertThat(get(editor.desk() + "/", "Accept", "text/html").body())
        .containsIgnoringCase("<!doctype html>");
    assertThat(get(editor.page() + "/feeds/world", "Accept", "text/html").body())
        .containsIgnoringCase("<!doctype html>")
        .contains("Wrong bridge");
  }

  private static HttpResponse<String> get(String address, String header, String value)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).header(header, value).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void newContentIsRefused(EditorApiClient editor) throws Exception {
    for (HttpResponse<String> refused :
        List.of(editor.attempt("POST", ITEMS, ITEM), editor.attempt("PUT", "/feeds/other", ITEM))) {
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("30");
      assertThat(refused.body()).contains("\"reason\":\"disk-full\"");
    }
    assertThat(editor.attempt("POST", "/partners", PARTNER).statusCode()).isEqualTo(503);
    assertThat(editor.attempt("POST", "/feeds/world/imports", DOCUMENT).body())
        .contains("\"reason\":\"disk-full\"");
  }

  private static void retractionsAndReleasesReachTheStream(
      EditorApiClient editor, EventRecorder stream) throws Exception {
    editor.retract("world", "wrong", "Wrong bridge");
    editor.retract("world", "withdrawn", "Not true");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(stream.changes())
                    .extracting(
                        change ->
                            change.path("change").asString() + " " + change.path("id").asString())
                    // some publishes were accepted before the space was measured again
                    .filteredOn(change -> !change.matches("published .{36}"))
                    .containsExactly("retracted wrong", "published secret"));
    assertThat(editor.snapshot("world", "")).contains("\"secret\"").doesNotContain("\"withdrawn\"");
  }

  private static void healthSaysWhy(DatelineProcess dateline) throws Exception {
    assertThat(dateline.health("readiness").statusCode()).isEqualTo(200);
    assertThat(dateline.components().at("/producer/details/diskSpace/status").asString())
        .isEqualTo("DOWN");
  }

  private static void theLogHasALineForEachChange(DatelineProcess dateline) {
    assertThat(dateline.lines())
        .filteredOn(line -> line.contains("New content is"))
        .satisfiesExactly(
            refused -> assertThat(refused).contains("refused", "MB free", "150 MB"),
            accepted -> assertThat(accepted).contains("accepted again"));
  }

  @Test
  void aFullDiskEndsTheRunAndTheNextOneHasWhatWasAcknowledged() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory)) {
      List<String> acknowledged;
      try (DatelineProcess dateline = disk.start(NEVER_REFUSED)) {
        EditorApiClient editor = EditorApiClient.of(dateline);
        editor.open("world");
        editor.publish("world", "before", "t");
        disk.leaveFree(MB);
        acknowledged = publishUntilTheRunEnds(editor);

        assertThat(dateline.exitCode()).isEqualTo(1);
        assertThat(dateline.lines())
            .last()
            .asString()
            .startsWith("The Kafka broker has failed")
            .contains("is full", "Free space, then start again");
      }

      disk.removeBallast();
      try (DatelineProcess dateline = disk.start(NEVER_REFUSED)) {
        EditorApiClient editor = EditorApiClient.of(dateline);
        for (String id : acknowledged) {
          String item = editor.page() + "/feeds/world/items/" + id;
          assertThat(get(item, "Accept", "application/json").statusCode()).as(id).isEqualTo(200);
        }
        assertThat(acknowledged).hasSizeGreaterThan(1);
        editor.publish("world", "after", "t");
      }
    }
  }

  /** Returns the ids of all items that were acknowledged. */
  private static List<String> publishUntilTheRunEnds(EditorApiClient editor)
      throws InterruptedException {
    List<String> acknowledged = new ArrayList<>(List.of("before"));
    try {
      for (int count = 1; count < MAX_ITEMS; count++) {
        String id = "item-" + count;
        String item = "{\"id\":\"%s\",\"title\":\"t\"}".formatted(id);
        if (editor.attempt("POST", ITEMS, item).statusCode() < 300) {
          acknowledged.add(id);
        }
      }
    } catch (IOException e) {
      // the process has ended
    }
    return acknowledged;
  }

  private static int publish(EditorApiClient editor) throws IOException, InterruptedException {
    return editor.attempt("POST", ITEMS, ITEM).statusCode();
  }

  private static void hold(EditorApiClient editor, String id, Instant release) throws Exception {
    editor.edit(
        "POST",
        ITEMS,
        "{\"id\":\"%s\",\"title\":\"Held\",\"embargoedUntil\":\"%s\"}".formatted(id, release));
  }
}
