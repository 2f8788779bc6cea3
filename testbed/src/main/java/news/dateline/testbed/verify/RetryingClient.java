package news.dateline.testbed.verify;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import news.dateline.events.FeedId;
import news.dateline.events.Json;

/**
 * The editors' API as an editor uses it who does not give up: a call is made again under the same
 * {@code Idempotency-Key} until it has an outcome, whatever breaks in between.
 */
final class RetryingClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Above the 10 s a call asks the desk to wait for the outcome. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private static final long SHORTEST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 1_000;

  private final URI base;
  private final FeedId feed;
  private final String token;
  private final Duration patience;
  private final AtomicLong repeats = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * An editor of one feed.
   *
   * @param patience how long one act is tried
   */
  RetryingClient(URI desk, FeedId feed, String token, Duration patience) {
    this.base = desk;
    this.feed = feed;
    this.token = token;
    this.patience = patience;
  }

  FeedId feed() {
    return feed;
  }

  /** How often an act had to be sent again. */
  long repeats() {
    return repeats.get();
  }

  /**
   * Completes with the outcome; with {@link OperationResult#NONE} where none came in time, never
   * fails.
   */
  CompletableFuture<OperationResult> act(Operation.Request call, String key) {
    HttpRequest request =
        request("/feeds/" + feed + call.path())
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=10")
            .header("Idempotency-Key", key)
            .method(call.method(), body(call))
            .build();
    return persist(request, System.nanoTime() + patience.toNanos(), SHORTEST_PAUSE);
  }

  /** What became of an event. */
  CompletableFuture<OperationResult> outcome(String eventId) {
    return once(request("/outcomes/" + eventId).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token)
        .timeout(ANSWER);
  }

  private static BodyPublisher body(Operation.Request call) {
    return call.body() == null
        ? BodyPublishers.noBody()
        : BodyPublishers.ofByteArray(Json.write(call.body()));
  }

  private CompletableFuture<OperationResult> persist(HttpRequest request, long until, long pause) {
    return once(request)
        .thenCompose(
            verdict -> {
              if (verdict.decided() || System.nanoTime() - until > 0) {
                return CompletableFuture.completedFuture(verdict);
              }
              repeats.incrementAndGet();
              return CompletableFuture.runAsync(
                      () -> {}, CompletableFuture.delayedExecutor(pause, MILLISECONDS))
                  .thenCompose(
                      paused -> persist(request, until, Math.min(2 * pause, LONGEST_PAUSE)));
            });
  }

  private CompletableFuture<OperationResult> once(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofByteArray())
        .handle((response, error) -> response == null ? OperationResult.NONE : verdict(response));
  }

  private static OperationResult verdict(HttpResponse<byte[]> response) {
    return OperationResult.of(response.statusCode(), response.body());
  }
}
