package news.dateline.client;

import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import news.dateline.events.FeedId;
import news.dateline.testbed.terminal.CommandFailedException;

/** The editors' API of one feed. What is sent twice happens once. */
public final class EditorClient {
  private final FeedId feed;
  private final EditorCalls calls;

  public EditorClient(URI base, FeedId feed, String token, PrintWriter notices) {
    this.feed = feed;
    this.calls = new EditorCalls(base, token, notices);
  }

  /** Opens the feed, or revises one that is there. */
  public void open(Map<String, Object> profile) {
    calls.sendSuccessfully(
        request("").header("Prefer", "wait=10").PUT(EditorCalls.json(profile)).build());
  }

  /** Publishes an item and waits for its outcome, at most 10 s. */
  ApiResponse publish(Map<String, Object> item) {
    return calls.send(publication(item).header("Prefer", "wait=10").build());
  }

  /**
   * Publishes an item into a feed that is opened where it is missing.
   *
   * @throws CommandFailedException unless the item is accepted
   */
  public void publish(Map<String, Object> item, Map<String, Object> profile) {
    ApiResponse reply = publish(item);
    if (reply.status() == 404) {
      open(profile);
      reply = publish(item);
    }
    calls.check(reply);
  }

  /** Publishes an item once, now, without waiting; completes with whether Kafka has it. */
  public CompletableFuture<Boolean> publishAtOnce(Map<String, Object> item) {
    return calls.sendAtOnce(publication(item).build());
  }

  /**
   * Has a whole document imported; the answer ends once every item's outcome is known.
   *
   * @param unfinished whether an answer says that Kafka went away in between
   */
  ApiResponse importDocument(
      byte[] document, String contentType, Predicate<ApiResponse> unfinished) {
    HttpRequest request =
        request("/imports")
            .setHeader("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(document))
            .build();
    return calls.send(request, reply -> EditorCalls.unavailable(reply) || unfinished.test(reply));
  }

  private HttpRequest.Builder publication(Map<String, Object> item) {
    return request("/items").POST(EditorCalls.json(item));
  }

  private HttpRequest.Builder request(String path) {
    return calls.request("/feeds/" + feed + path);
  }
}
