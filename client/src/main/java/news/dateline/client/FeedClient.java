package news.dateline.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The public API: reads snapshots, changes and items, and opens streams. Thread-safe. Each method
 * waits for the answer; a request that is refused or gets no answer fails with an {@link
 * ApiException}.
 */
public final class FeedClient {
  /** Three heartbeats: a stream that is silent for longer has lost its connection. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(45);

  private final HttpSender http;

  /**
   * One page of a feed, newest items first.
   *
   * @param cursor the position of the whole snapshot; a stream that begins after it misses nothing
   * @param json the answer as the API documents it: {@code title}, {@code days}, {@code pinned},
   *     {@code breaking} and others
   */
  public record Snapshot(Cursor cursor, JsonNode json) {
    /** The items of all days, in order. */
    public List<JsonNode> items() {
      return json.path("days").values().stream()
          .flatMap(day -> day.path("items").values().stream())
          .toList();
    }

    /** Where the next page begins, for {@link FeedQuery#before}; empty on the last page. */
    public Optional<String> next() {
      return json.path("next").asStringOpt();
    }
  }

  /**
   * Changes in the order of their numbers.
   *
   * @param next the position for the next request
   * @param more true if there are more changes now
   */
  public record ChangePage(List<Change> changes, Cursor next, boolean more) {
    public ChangePage {
      changes = List.copyOf(changes);
    }
  }

  /** Opens streams where no header can be sent, for 60 s from now. */
  public record StreamToken(String token, String expiresAt) {}

  /** Creates a client for feeds that everyone may read. */
  public FeedClient(URI publicApi) {
    this(publicApi, null, RetryPolicy.DEFAULT);
  }

  /**
   * Creates a client.
   *
   * @param publicApi the address, such as {@code http://127.0.0.1:8080}
   * @param token a partner's token; null for feeds that everyone may read
   */
  public FeedClient(URI publicApi, @Nullable String token, RetryPolicy retry) {
    this.http = new HttpSender(publicApi, token, retry, notice -> {});
  }

  /** Reads one page of the feed. */
  public Snapshot snapshot(FeedId feed, FeedQuery query) {
    ApiResponse answer = get("/feeds/" + feed + query);
    return new Snapshot(answer.cursor().orElseThrow(this::unreadable), answer.json());
  }

  /** Reads the changes after a position, as the stream would report them. */
  public ChangePage changes(FeedId feed, Cursor after, FeedQuery query) {
    JsonNode answer = get("/feeds/" + feed + "/changes" + query.after(after)).json();
    try {
      Cursor next = Cursor.parse("next", answer.path("next").asString(""));
      List<Change> changes =
          answer.path("changes").values().stream()
              .map(change -> Change.of(next.epoch(), change))
              .toList();
      return new ChangePage(changes, next, answer.path("more").asBoolean(false));
    } catch (InvalidFieldException e) {
      throw unreadable();
    }
  }

  /**
   * Counts what has happened after a position: {@code counts} and {@code moments}, or {@code reset}
   * if the position is of another epoch.
   */
  public JsonNode since(FeedId feed, Cursor after) {
    return get("/feeds/" + feed + "/since" + FeedQuery.all().after(after)).json();
  }

  /**
   * Finds the items with all of the words in title or lead: {@code items}, and {@code next} for
   * {@link FeedQuery#before} if the search can go on.
   */
  public JsonNode search(FeedId feed, String words, FeedQuery query) {
    return get("/feeds/" + feed + "/search" + query.words(words)).json();
  }

  /** Reads one item. Fails with status 404 if there is none, with 410 if it was retracted. */
  public JsonNode item(FeedId feed, ItemId id) {
    return get("/feeds/" + feed + "/items/" + id).json();
  }

  /** Gets a token for a browser or program of the partner that must not know the partner's own. */
  public StreamToken streamToken() {
    JsonNode answer =
        http.call(http.request("/stream-tokens").POST(BodyPublishers.noBody())).json();
    return new StreamToken(
        answer.path("token").asString(""), answer.path("expiresAt").asString(""));
  }

  /** Returns a stream of the feed that is not connected yet; it shows this client's token. */
  public FeedStream stream(FeedId feed, FeedQuery query) {
    return new FeedStream(http, streamPath(feed, query), null, SILENCE_LIMIT);
  }

  /**
   * Returns a stream of the feed that is not connected yet.
   *
   * @param streamTokens gives a fresh stream token for each connection; it may block
   */
  public FeedStream stream(FeedId feed, FeedQuery query, Supplier<String> streamTokens) {
    return new FeedStream(http, streamPath(feed, query), streamTokens, SILENCE_LIMIT);
  }

  static String streamPath(FeedId feed, FeedQuery query) {
    return "/feeds/" + feed + "/stream" + query;
  }

  /**
   * Sends any GET request and does not wait. Completes with the last answer, whatever its status,
   * or with an {@link ApiException} if there was none.
   */
  public CompletableFuture<ApiResponse> send(String path, String accept) {
    return http.send(request(path, accept), answer -> false);
  }

  private ApiResponse get(String path) {
    return http.call(request(path, "application/json"));
  }

  private HttpRequest.Builder request(String path, String accept) {
    return http.request(path).header("Accept", accept);
  }

  private ApiException unreadable() {
    return ApiException.noAnswer(http.base() + " does not answer as Dateline's public API", null);
  }
}
