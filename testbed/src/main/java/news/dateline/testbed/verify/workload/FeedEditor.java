package news.dateline.testbed.verify.workload;

import java.util.concurrent.CompletableFuture;
import news.dateline.client.EditorClient;
import news.dateline.client.RetryPolicy;
import news.dateline.events.FeedId;

/** Sends operations on one feed, each until it has an outcome or the client's time is over. */
public record FeedEditor(EditorClient client, FeedId feed) {
  /**
   * Completes with the outcome, or with {@link OperationResult#NONE} if none came in time. Never
   * fails.
   *
   * @param key the operation's {@code Idempotency-Key}
   */
  public CompletableFuture<OperationResult> send(Operation.Request call, String key) {
    return client
        .send(
            call.method(),
            "/feeds/" + feed + call.path(),
            call.body(),
            key,
            answer -> !OperationResult.of(answer).isFinal())
        .handle(
            (answer, error) -> answer == null ? OperationResult.NONE : OperationResult.of(answer));
  }

  /** Asks once for the outcome of an event. */
  public CompletableFuture<OperationResult> outcome(String eventId) {
    return client
        .withRetry(RetryPolicy.NEVER)
        .send("GET", "/outcomes/" + eventId, null, "outcome-" + eventId, answer -> false)
        .handle(
            (answer, error) -> answer == null ? OperationResult.NONE : OperationResult.of(answer));
  }
}
