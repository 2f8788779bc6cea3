package news.dateline.testbed.verify.feed;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.client.ApiResponse;
import news.dateline.client.FeedClient;
import news.dateline.client.RetryPolicy;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import tools.jackson.databind.JsonNode;

/** The public API of one replica for one feed, without the stream. Thread-safe. */
public final class PublicApi {
  private static final int PAGE_SIZE = 200;

  private final URI replica;
  private final FeedClient client;
  private final FeedId feed;

  /**
   * The whole public content of a feed.
   *
   * @param texts all answers, to be searched for content that must be gone
   */
  public record FeedContents(
      Cursor cursor, Map<String, ItemState> items, List<Frame> changes, List<String> texts) {}

  public PublicApi(URI replica, FeedId feed) {
    this.replica = replica;
    this.client = new FeedClient(replica, null, RetryPolicy.NEVER);
    this.feed = feed;
  }

  @Override
  public String toString() {
    return replica.toString();
  }

  public CompletableFuture<ApiResponse> ask(String path, String accept) {
    return client.send("/feeds/" + feed + path, accept);
  }

  private ApiResponse get(String path) {
    try {
      return ask(path, "application/json").join();
    } catch (CompletionException e) {
      throw CommandFailedException.unreachable("nothing answers at " + replica);
    }
  }

  /** Returns true if the replica answers and has the feed. */
  public boolean isAvailable() {
    return ask("?limit=1", "application/json")
        .handle((answer, error) -> answer != null && answer.status() == 200)
        .join();
  }

  /** The position of the feed; empty if there is no such feed. */
  public Optional<Cursor> position() {
    ApiResponse answer = get("?limit=1");
    return answer.status() == 404 ? Optional.empty() : Optional.of(cursor(answer));
  }

  /** Returns true if an item whose id has the prefix is breaking news. */
  public boolean hasBreaking(String prefix) {
    return get("?limit=1").json().path("breaking").values().stream()
        .anyMatch(item -> item.path("id").asString("").startsWith(prefix));
  }

  /**
   * Reads the whole feed.
   *
   * @param from the position after which changes are read
   * @param least the position that the snapshot must have reached
   */
  public FeedContents readAll(Cursor from, Cursor least) {
    List<String> texts = new ArrayList<>();
    Map<String, ItemState> items = new LinkedHashMap<>();
    Cursor cursor = snapshot(least, items, texts);
    List<Frame> changes = changes(from, texts);
    texts.add(ask("?limit=" + PAGE_SIZE, "text/html").join().text());
    return new FeedContents(cursor, items, changes, texts);
  }

  private Cursor snapshot(Cursor least, Map<String, ItemState> items, List<String> texts) {
    String page = "?limit=" + PAGE_SIZE + "&min=" + least;
    ApiResponse first = get(page);
    for (ApiResponse answer = first; ; ) {
      texts.add(answer.text());
      for (JsonNode day : answer.json().path("days")) {
        for (JsonNode item : day.path("items")) {
          items.put(item.path("id").asString(""), ItemState.of(item));
        }
      }
      String next = answer.json().path("next").asString("");
      if (next.isEmpty()) {
        return cursor(first);
      }
      answer = get(page + "&before=" + next);
    }
  }

  private List<Frame> changes(Cursor from, List<String> texts) {
    List<Frame> changes = new ArrayList<>();
    for (String after = from.toString(); ; ) {
      ApiResponse answer = get("/changes?limit=" + PAGE_SIZE + "&after=" + after);
      texts.add(answer.text());
      for (JsonNode change : answer.json().path("changes")) {
        if (!change.has("feed")) {
          Cursor id = new Cursor(from.epoch(), change.path("seq").asLong(0));
          changes.add(Frame.item(id, change));
        }
      }
      after = answer.json().path("next").asString("");
      if (!answer.json().path("more").asBoolean(false)) {
        return changes;
      }
    }
  }

  private Cursor cursor(ApiResponse answer) {
    return answer
        .cursor()
        .orElseThrow(
            () ->
                CommandFailedException.unreachable(
                    replica + " answers " + answer.status() + ": is it Dateline's public API?"));
  }
}
