package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.PartnerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ClientTests {
  private static final FeedId FEED = new FeedId("world");
  private static final ItemId ITEM = new ItemId("a1");
  private static final String DONE =
      "{\"status\":\"accepted\",\"id\":\"a1\",\"epoch\":\"k3f9\",\"seq\":7}";

  @RegisterExtension private final ScriptedServer server = new ScriptedServer();
  private final URI address = URI.create(server.url());
  private final List<String> notices = new ArrayList<>();
  private final EditorClient editor =
      new EditorClient(address, "s3cret", RetryPolicy.during(Duration.ofSeconds(20)), notices::add);
  private final FeedClient feeds = new FeedClient(address);

  @Test
  void sendsEachOperationToItsAddress() {
    server.otherwise(exchange -> ScriptedServer.say(exchange, 200, DONE));

    editor.openFeed(FEED, Map.of("title", "World"));
    assertThat(editor.publish(FEED, Map.of("title", "T")).cursor()).contains(new Cursor("k3f9", 7));
    editor.update(FEED, ITEM, Map.of("title", "U"));
    editor.correct(FEED, ITEM, "A name", Map.of("title", "V"));
    editor.retract(FEED, ITEM, "Wrong");
    editor.feeds();
    editor.access().issuePartner(Map.of("name", "N"));
    editor.access().partners();
    editor.access().revokePartner(new PartnerId("p-1"));

    assertThat(
            server.requests().stream()
                .map(request -> request.method() + " " + request.uri() + " " + request.body()))
        .containsExactly(
            "PUT /feeds/world {\"title\":\"World\"}",
            "POST /feeds/world/items {\"title\":\"T\"}",
            "PUT /feeds/world/items/a1 {\"title\":\"U\"}",
            "POST /feeds/world/items/a1/corrections " + correction(),
            "POST /feeds/world/items/a1/retraction {\"reason\":\"Wrong\"}",
            "GET /feeds ",
            "POST /partners {\"name\":\"N\"}",
            "GET /partners ",
            "DELETE /partners/p-1 ");
    assertThat(server.requests()).allMatch(request -> "wait=10".equals(request.header("Prefer")));
  }

  /** The body as it was received: the order of its two fields is not fixed. */
  private String correction() {
    String body = server.requests().get(3).body();
    assertThat(body).contains("\"note\":\"A name\"", "\"item\":{\"title\":\"V\"}");
    return body;
  }

  @Test
  void repeatsUnderTheSameKeyUntilThereIsAFinalAnswer() {
    server.thenIsUnavailable().thenBreaksOffAfter("{").thenSays(500, "{}").thenSays(201, DONE);

    assertThat(editor.publish(FEED, Map.of("title", "T")).status()).isEqualTo(201);

    assertThat(server.requests().stream().map(request -> request.header("Idempotency-key")))
        .hasSize(4)
        .containsOnly(server.requests().get(0).header("Idempotency-key"));
    assertThat(notices).hasSize(3);
    assertThat(editor.repeats()).isEqualTo(3);
  }

  @Test
  void doesNotRepeatARefusal() {
    server.thenSays(422, "{\"detail\":\"title is blank\"}");

    assertThatThrownBy(() -> editor.publish(FEED, Map.of()))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.status()).isEqualTo(422);
              assertThat(String.valueOf(e.response())).isNotEqualTo("null");
            });
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void givesUpAtOnceIfNothingHasEverAnswered() {
    server.close();

    assertThatThrownBy(() -> editor.feeds()).hasMessage("nothing answers at " + address);
    assertThat(notices).isEmpty();
  }

  /** The second part of the answer is sent only after the progress of the first was reported. */
  @Test
  void reportsHowManyItemsOfTheDocumentHaveAResultWhileTheAnswerArrives() {
    Semaphore reported = new Semaphore(0);
    List<String> progress = new CopyOnWriteArrayList<>();
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("Dateline-Items", "3");
          ScriptedServer.begin(exchange, DONE + "\n" + DONE + "\n" + DONE.substring(0, 9));
          reported.acquireUninterruptibly();
          exchange.getResponseBody().write((DONE.substring(9) + "\n").getBytes(UTF_8));
          exchange.close();
        });

    List<ImportResultLine> results =
        editor.importDocument(
            FEED,
            new byte[0],
            "text/csv",
            Map.of(),
            (done, found) -> {
              progress.add(done + " of " + found);
              reported.release();
            });

    assertThat(results).hasSize(3);
    assertThat(progress).containsSubsequence("2 of 3", "3 of 3").endsWith("3 of 3");
  }

  @Test
  void reportsNoNumberOfItemsThatTheServiceDoesNotState() {
    List<String> progress = new CopyOnWriteArrayList<>();
    server.thenSays(200, DONE + "\n");

    editor.importDocument(
        FEED, new byte[0], "text/csv", Map.of(), (done, found) -> progress.add(done + "/" + found));

    assertThat(progress).containsOnly("1/0");
  }

  @Test
  void anImportMayTakeLongerThanAnotherRequest() throws InterruptedException {
    RetryPolicy once =
        new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));
    EditorClient impatient = new EditorClient(address, "s3cret", once, notices::add);
    Semaphore arrived = new Semaphore(0);
    Semaphore refused = new Semaphore(0);
    server
        .then(
            exchange -> {
              arrived.release();
              refused.acquireUninterruptibly();
              ScriptedServer.say(exchange, 200, DONE + "\n");
            })
        .then(exchange -> {});

    CompletableFuture<List<ImportResultLine>> results =
        CompletableFuture.supplyAsync(
            () ->
                impatient.importDocument(
                    FEED, new byte[0], "text/csv", Map.of(), ImportProgress.NONE));
    assertThat(arrived.tryAcquire(20, SECONDS)).isTrue();
    assertThatThrownBy(() -> impatient.publish(FEED, Map.of("title", "T")))
        .hasMessageContaining("nothing answers");
    refused.release();

    assertThat(results.join()).hasSize(1);
  }

  @Test
  void readsPagesOfASnapshotAndTheChangesAfterIt() {
    server
        .thenSays(
            200,
            "{\"epoch\":\"k3f9\",\"seq\":7,\"next\":\"n1\",\"days\":[{\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}]},"
                + "{\"items\":[{\"id\":\"c\"}]}]}")
        .thenSays(
            200,
            "{\"changes\":[{\"change\":\"published\",\"id\":\"d\",\"seq\":8}],\"next\":\"k3f9-8\",\"more\":true}");

    FeedClient.Snapshot snapshot =
        feeds.snapshot(FEED, FeedQuery.all().tag("a b").limit(3).min(new Cursor("k3f9", 6)));
    FeedClient.ChangePage page = feeds.changes(FEED, snapshot.cursor(), FeedQuery.all());

    assertThat(snapshot.items())
        .extracting(item -> item.path("id").asString())
        .containsExactly("a", "b", "c");
    assertThat(snapshot.next()).contains("n1");
    assertThat(page.changes()).extracting(Change::cursor).containsExactly(new Cursor("k3f9", 8));
    assertThat(page.next()).isEqualTo(new Cursor("k3f9", 8));
    assertThat(page.more()).isTrue();
    assertThat(server.requests().stream().map(ScriptedServer.Request::uri))
        .containsExactly(
            "/feeds/world?tag=a+b&limit=3&min=k3f9-6", "/feeds/world/changes?after=k3f9-7");
  }

  @Test
  void countsWhatWasMissedAndSearches() {
    server
        .thenSays(200, "{\"counts\":{\"new\":7,\"corrected\":1,\"retracted\":0}}")
        .thenSays(200, "{\"items\":[{\"id\":\"a\"}],\"next\":\"n1\"}");

    JsonNode since = feeds.since(FEED, new Cursor("k3f9", 7));
    JsonNode found = feeds.search(FEED, "Zürich bridge", FeedQuery.all().limit(3));

    assertThat(since.at("/counts/new").asInt()).isEqualTo(7);
    assertThat(found.at("/items/0/id").asString()).isEqualTo("a");
    assertThat(server.requests().stream().map(ScriptedServer.Request::uri))
        .containsExactly(
            "/feeds/world/since?after=k3f9-7", "/feeds/world/search?limit=3&q=Z%C3%BCrich+bridge");
  }

  @Test
  void reportsTheStatusOfARetractedItem() {
    server.thenSays(410, "{\"reason\":\"Wrong\"}");

    assertThatThrownBy(() -> feeds.item(FEED, ITEM))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(410));
  }

  @Test
  void getsAStreamToken() {
    server.thenSays(200, "{\"token\":\"st-1\",\"expiresAt\":\"2025-02-04T12:00:00Z\"}");

    assertThat(feeds.streamToken())
        .isEqualTo(new FeedClient.StreamToken("st-1", "2025-02-04T12:00:00Z"));
  }
}
