package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;

/**
 * The editors' API: opens feeds, publishes and changes items. Thread-safe.
 *
 * <p>Each operation carries an {@code Idempotency-Key} and is repeated by the {@link RetryPolicy}
 * under the same key, so that it happens once however often its answer is lost. It waits up to 10 s
 * for the outcome and returns the answer: 201 for a new item, 200 for a changed or unchanged one,
 * 202 for an item that is held or whose outcome is not known yet (then without {@code status}). An
 * operation that is refused, or gets no answer, fails with an {@link ApiException}.
 *
 * <p>Items and settings are maps of the fields that the API documents. The client does not check
 * them: the service knows the limits and names the field that is wrong.
 */
public final class EditorClient {
  private static final String WAIT_PREFERENCE = "wait=10";

  private final HttpSender http;

  /** Creates a client with {@link RetryPolicy#DEFAULT}. */
  public EditorClient(URI editorApi, String token) {
    this(editorApi, token, RetryPolicy.DEFAULT, notice -> {});
  }

  /**
   * Creates a client.
   *
   * @param editorApi the address, such as {@code http://127.0.0.1:8081}
   * @param token the editor token
   * @param notices receives one line for each repeated request, on any thread
   */
  public EditorClient(URI editorApi, String token, RetryPolicy retry, Consumer<String> notices) {
    this(new HttpSender(editorApi, token, retry, notices));
  }

  private EditorClient(HttpSender http) {
    this.http = http;
  }

  /** Returns a client for the same API and token with other limits for retries. */
  public EditorClient withRetry(RetryPolicy retry) {
    return new EditorClient(http.with(retry));
  }

  /** The address of the editors' API. */
  public URI address() {
    return http.base();
  }

  /** How often a request had to be repeated so far. */
  public long repeats() {
    return http.repeats();
  }

  /** The part of the API that manages who may read and write. */
  public AccessClient access() {
    return new AccessClient(this);
  }

  /** Opens the feed, or changes the settings of one that is open: {@code title} and others. */
  public ApiResponse openFeed(FeedId feed, Map<String, ?> settings) {
    return call("PUT", "/feeds/" + feed, settings);
  }

  /** Lists the feeds with their settings: {@code {"feeds":[…]}}. */
  public ApiResponse feeds() {
    return call("GET", "/feeds", null);
  }

  /** Publishes an item. Without an {@code id} the service draws one and returns it. */
  public ApiResponse publish(FeedId feed, Map<String, ?> item) {
    return call("POST", "/feeds/" + feed + "/items", item);
  }

  /**
   * Publishes an item and does not wait for its outcome. Completes with the answer, whatever its
   * status, as soon as Kafka has the event, or with an {@link ApiException} if there was no answer.
   */
  public CompletableFuture<ApiResponse> submit(FeedId feed, Map<String, ?> item) {
    return http.send(
        request("POST", "/feeds/" + feed + "/items", item, UUID.randomUUID().toString()),
        answer -> false);
  }

  /** Returns the item as editors see it, with its {@code version} and history. */
  public ApiResponse item(FeedId feed, ItemId id) {
    return call("GET", path(feed, id), null);
  }

  /** Replaces the whole content of an item, whatever its version. */
  public ApiResponse update(FeedId feed, ItemId id, Map<String, ?> item) {
    return call("PUT", path(feed, id), item);
  }

  /** Replaces the whole content of an item; refused with 409 if it has another version. */
  public ApiResponse update(FeedId feed, ItemId id, Map<String, ?> item, int version) {
    return http.call(ofVersion("PUT", path(feed, id), item, version));
  }

  /** Replaces the whole content of an item and adds the note to its public corrections. */
  public ApiResponse correct(FeedId feed, ItemId id, String note, Map<String, ?> item) {
    return call("POST", path(feed, id) + "/corrections", Map.of("note", note, "item", item));
  }

  /** Corrects an item; refused with 409 if it has another version. */
  public ApiResponse correct(
      FeedId feed, ItemId id, String note, Map<String, ?> item, int version) {
    String path = path(feed, id) + "/corrections";
    return http.call(ofVersion("POST", path, Map.of("note", note, "item", item), version));
  }

  /** Removes the content of an item; readers see the reason instead. */
  public ApiResponse retract(FeedId feed, ItemId id, String reason) {
    return call("POST", path(feed, id) + "/retraction", Map.of("reason", reason));
  }

  /** Publishes a retracted item again, with this content. */
  public ApiResponse restore(FeedId feed, ItemId id, Map<String, ?> item) {
    return call("POST", path(feed, id) + "/restoration", item);
  }

  /** Pins an item and unpins the one that was pinned before. */
  public ApiResponse pin(FeedId feed, ItemId id) {
    return call("PUT", "/feeds/" + feed + "/pin", Map.of("item", id));
  }

  /** Unpins the pinned item. */
  public ApiResponse unpin(FeedId feed) {
    return call("DELETE", "/feeds/" + feed + "/pin", null);
  }

  /** Marks an item as breaking news: {@code level} and, if it is not an hour, {@code until}. */
  public ApiResponse startBreaking(FeedId feed, ItemId id, Map<String, ?> breaking) {
    return call("PUT", path(feed, id) + "/breaking", breaking);
  }

  /** Ends the breaking news of an item. */
  public ApiResponse endBreaking(FeedId feed, ItemId id) {
    return call("DELETE", path(feed, id) + "/breaking", null);
  }

  /**
   * Imports the items of a JSON Feed document, one or many. The items carry their own ids: a
   * document that is imported again changes nothing. Repeats the import while Kafka is away.
   */
  public List<ImportResultLine> importDocument(FeedId feed, byte[] document) {
    return importDocument(feed, document, "application/feed+json", Map.of());
  }

  /**
   * Imports the items of a document of any format: JSON Feed, RSS, Atom, CSV, or lines of items.
   *
   * @param parameters {@code address}, {@code map}, {@code dryRun}, as the guide to imports says
   */
  public List<ImportResultLine> importDocument(
      FeedId feed, byte[] document, String contentType, Map<String, String> parameters) {
    return importDocument(feed, document, contentType, parameters, ImportProgress.NONE);
  }

  /** Imports a document as above, and reports the progress to {@code progress}. */
  public List<ImportResultLine> importDocument(
      FeedId feed,
      byte[] document,
      String contentType,
      Map<String, String> parameters,
      ImportProgress progress) {
    String query =
        parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(joining("&"));
    String path = "/feeds/" + feed + "/imports" + (query.isEmpty() ? "" : "?" + query);
    HttpRequest.Builder request =
        request(path, UUID.randomUUID().toString())
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(document));
    return ImportAnswer.of(http, request, progress);
  }

  private HttpRequest.Builder ofVersion(String method, String path, Object body, int version) {
    return request(method, path, body, UUID.randomUUID().toString())
        .header("Prefer", WAIT_PREFERENCE)
        .header("If-Match", "\"" + version + "\"");
  }

  ApiResponse call(String method, String path, @Nullable Object body) {
    return http.call(
        request(method, path, body, UUID.randomUUID().toString())
            .header("Prefer", WAIT_PREFERENCE));
  }

  /**
   * Sends any request, which waits up to 10 s for the outcome, without blocking. Completes with the
   * last answer, whatever its status, or with an {@link ApiException} if there was none. The
   * returned future is completed by a thread of the HTTP client, which must not be blocked.
   *
   * @param path the path with its query, such as {@code /feeds/world/pin}
   * @param body is written as JSON; null for no body
   * @param idempotencyKey the same for every repetition of one operation
   * @param unfinished returns true for an answer of 2xx after which the request is to be repeated
   */
  public CompletableFuture<ApiResponse> send(
      String method,
      String path,
      @Nullable Object body,
      String idempotencyKey,
      Predicate<ApiResponse> unfinished) {
    return http.send(
        request(method, path, body, idempotencyKey).header("Prefer", WAIT_PREFERENCE), unfinished);
  }

  private HttpRequest.Builder request(
      String method, String path, @Nullable Object body, String idempotencyKey) {
    return request(path, idempotencyKey)
        .header("Content-Type", "application/json")
        .method(
            method,
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body)));
  }

  private HttpRequest.Builder request(String path, String idempotencyKey) {
    return http.request(path).header("Idempotency-Key", idempotencyKey);
  }

  private static String path(FeedId feed, ItemId id) {
    return "/feeds/" + feed + "/items/" + id;
  }
}
