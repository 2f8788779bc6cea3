package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedApiIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();

  @ParameterizedTest
  @CsvSource({
    "limit, ?limit=0",
    "limit, ?limit=-1",
    "limit, ?limit=x",
    "limit, ?limit=",
    "before, ?before=x",
    "after, ?after=x",
    "day, ?day=x",
    "min, ?min=x",
    "item, ?item=@",
    "item, ?item=a&day=2025-02-04",
    "item, ?item=a&before=x",
    "after, ?after=x&before=y",
    "breaking, ?breaking=false",
    "keyEvent, ?keyEvent=1",
    "after, /since",
    "after, /since?after=x",
    "before, /days?before=x",
    "q, /search",
    "q, /search?q=",
    "before, /search?q=x&before=y",
    "after, /changes?after=x",
    "after, /stream?after=x",
    "last, /stream?last=0"
  })
  void aProblemNamesTheInvalidParameter(String field, String request) throws Exception {
    HttpResponse<String> answer = replica.get("/feeds/first" + request);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
  }

  @Test
  void aValidatorMatchesUntilTheFeedChanges() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("etag", "aaaa");
    state.write(feed.opened(1));
    HttpResponse<String> json = replica.get("/feeds/etag?min=aaaa-1");
    HttpResponse<String> page = replica.get("/feeds/etag", "Accept", "text/html");
    String etag = json.headers().firstValue("ETag").orElseThrow();

    assertThat(etag).startsWith("\"").isNotEqualTo(page.headers().firstValue("ETag").orElseThrow());
    assertThat(json.headers().firstValue("Vary"))
        .contains("Accept, Accept-Encoding, Authorization, Origin");
    assertThat(json.headers().firstValue("Cache-Control")).contains("no-cache");
    HttpResponse<String> again = replica.get("/feeds/etag", "If-None-Match", etag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("Cache-Control").orElseThrow())
        .startsWith("public, max-age=1");
    assertThat(replica.get("/feeds/etag?limit=2", "If-None-Match", etag).statusCode())
        .isEqualTo(200);

    state.write(feed.published("a", 2, 0));
    assertThat(replica.get("/feeds/etag?min=aaaa-2", "If-None-Match", etag).statusCode())
        .isEqualTo(200);
  }

  @Test
  void anyRepresentationSatisfiesAnAsterisk() throws Exception {
    for (String path :
        List.of("/feeds/first", "/feeds/first?limit=3", "/feeds", "/assets/live.js")) {
      HttpResponse<String> answer = replica.get(path, "If-None-Match", "*");
      assertThat(answer.statusCode()).as(path).isEqualTo(304);
      assertThat(answer.headers().firstValue("ETag")).isPresent();
    }
    assertThat(replica.get("/feeds/none", "If-None-Match", "*").statusCode()).isEqualTo(404);
  }

  @Test
  void aReleaseThatEncodesAnewHasOtherValidators(@TempDir Path release) throws Exception {
    Path added = Files.createDirectories(release.resolve("news/dateline/events"));
    Files.writeString(added.resolve("Added.class"), "one more record");
    List<String> paths =
        List.of("/feeds/first", "/feeds/first?limit=3", "/feeds", "/feeds/first/changes");
    List<String> present = etags(FeedApiInstance.other(), paths);
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    try (URLClassLoader classes = new URLClassLoader(new URL[] {release.toUri().toURL()}, loader)) {
      thread.setContextClassLoader(classes);
      try (FeedApiInstance next =
          FeedApiInstance.start(TestBroker.shared().bootstrapServers()).ready()) {
        assertThat(etags(replica, paths)).isEqualTo(present);
        assertThat(etags(next, paths)).doesNotContainAnyElementsOf(present);
      }
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  private static List<String> etags(FeedApiInstance instance, List<String> paths) throws Exception {
    List<String> etags = new ArrayList<>();
    for (String path : paths) {
      etags.add(instance.get(path).headers().firstValue("ETag").orElseThrow());
    }
    return etags;
  }

  @Test
  void browsersGetPages() throws Exception {
    String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    FeedStateSamples feed = FeedStateSamples.of("pages", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0));

    HttpResponse<String> page = replica.get("/feeds/pages?min=aaaa-2", "Accept", browser);
    HttpResponse<String> home = replica.get("/");

    assertThat(page.body()).contains("Title of a v1");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors *");
    assertThat(home.statusCode()).isEqualTo(200);
    assertThat(home.body()).contains("rel=\"canonical\" href=\"/feeds/first\"");
    HttpResponse<String> missing = replica.get("/nowhere", "Accept", browser);
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("There is nothing here");
    assertThat(replica.get("/nowhere", "Accept", browser, "Accept-Language", "it, uk").body())
        .contains("<html lang=\"uk\" dir=\"ltr\">", "Тут нічого немає");
    assertThat(replica.request("HEAD", "/feeds/pages").statusCode()).isEqualTo(200);
    assertThat(replica.request("HEAD", "/feeds/pages/stream").statusCode()).isEqualTo(200);
    HttpResponse<String> odd =
        replica.get("/feeds/none", "Accept", "?", "Accept-Language", "-;q=x");
    assertThat(odd.statusCode()).isEqualTo(404);
    HttpResponse<String> refused = replica.request("POST", "/feeds/pages");
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow").orElseThrow()).contains("GET");
  }

  @Test
  void aStaticFileIsImmutableUnderItsBuildAndOtherwiseRevalidated() throws Exception {
    String page = replica.get("/").body();
    String url = page.substring(page.indexOf("/assets/"), page.indexOf("/icon.svg")) + "/live.js";
    HttpResponse<String> current = replica.get(url);

    assertThat(current.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(current.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/javascript");
    String etag = current.headers().firstValue("ETag").orElseThrow();
    for (String path : List.of("/assets/0123456789abcdef/live.js", "/assets/live.js")) {
      HttpResponse<String> other = replica.get(path);
      assertThat(other.statusCode()).isEqualTo(200);
      assertThat(other.body()).isEqualTo(current.body());
      assertThat(other.headers().firstValue("Cache-Control")).contains("no-cache");
      assertThat(replica.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
    }
    assertThat(replica.get(url.replace("live.js", "none.js")).statusCode()).isEqualTo(404);
    assertThat(replica.get("/assets/..%2Ffeed-api.yml").statusCode()).isEqualTo(404);
  }

  @Test
  void anItemIsShownOrTheReasonOfItsRetraction() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("items", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0), feed.published("b", 3, 0));
    assertThat(replica.json("/feeds/items/items/a?min=aaaa-3").get("title").asString())
        .isEqualTo("Title of a v1");

    state.write(feed.retracted("b", 4, 3, 0));

    HttpResponse<String> gone = replica.get("/feeds/items/items/b?min=aaaa-4");
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("\"reason\":\"wrong\"");
    HttpResponse<String> page = replica.get("/feeds/items/items/b", "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(410);
    assertThat(page.body()).contains("wrong").doesNotContain("Title of b");
    assertThat(replica.get("/feeds/items/items/none").statusCode()).isEqualTo(404);
    assertThat(replica.get("/feeds/items/items/@").statusCode()).isEqualTo(404);
  }

  @Test
  void aFeedThatWasJustOpenedIsFound() throws Exception {
    for (int i = 0; i < 20; i++) {
      state.write(FeedStateSamples.of("fresh-" + i, "aaaa").opened(1));
      assertThat(replica.get("/feeds/fresh-" + i).statusCode()).isEqualTo(200);
    }
    assertThat(replica.get("/feeds/none").statusCode()).isEqualTo(404);
    assertThat(replica.get("/feeds/none/stream").statusCode()).isEqualTo(404);
    assertThat(replica.get("/feeds/None").statusCode()).isEqualTo(404);
  }

  @Test
  void aRequestWithMinWaitsForTheCursor() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("min", "aaaa");
    state.write(feed.opened(1));
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return replica.get("/feeds/min?min=aaaa-2");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    state.write(feed.published("a", 2, 0));

    assertThat(waiting.get().body()).contains("Title of a v1");
    assertThat(replica.json("/feeds/min?min=aaaa-99").get("seq").asLong()).isEqualTo(2);
  }

  @Test
  void unreadableRecordsAreCountedAndSkipped() throws Exception {
    state.writeNonsense("first", "{");
    state.writeNonsense("first/x", "{}");
    state.writeNonsense("first/y", "{\"feed\":\"first\",\"epoch\":\"?\",\"change\":\"published\"}");

    await()
        .atMost(SOON)
        .until(
            () ->
                metrics()
                    .contains(
                        "dateline_records_dropped_total{reader=\"feed-api\",reason=\"unreadable\",topic=\"feed-state\"}"
                            + " 3.0"));
    assertThat(replica.management("/actuator/health/liveness").statusCode()).isEqualTo(200);
  }

  private String metrics() throws Exception {
    return replica.management("/actuator/prometheus").body();
  }
}
