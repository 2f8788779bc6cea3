package news.dateline.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import news.dateline.events.Json;
import news.dateline.testbed.terminal.CommandFailedException;

/**
 * Calls on a desk. What is sent twice because an answer was lost is sent under the same {@code
 * Idempotency-Key}, and so happens once.
 */
final class EditorCalls {
  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** To the first byte of an answer; above the 30 s the desk may wait for Kafka. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI base;
  private final String token;
  private final PrintWriter notices;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * @param notices where to say that a request is being repeated
   */
  EditorCalls(URI base, String token, PrintWriter notices) {
    this.base = base;
    this.token = token;
    this.notices = notices;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .timeout(ANSWER);
  }

  static HttpRequest.BodyPublisher json(Map<String, Object> body) {
    return BodyPublishers.ofByteArray(Json.write(body));
  }

  /** Sends once, now, without waiting; completes with whether the desk took it. */
  CompletableFuture<Boolean> sendAtOnce(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.discarding())
        .handle((response, error) -> response != null && response.statusCode() / 100 == 2);
  }

  /**
   * The answer of a call that has to succeed.
   *
   * @throws CommandFailedException in the desk's own words where it says no
   */
  ApiResponse sendSuccessfully(HttpRequest request) {
    ApiResponse reply = send(request);
    check(reply);
    return reply;
  }

  /** Throws what the desk has to say where it says no. */
  void check(ApiResponse reply) {
    if (!reply.ok()) {
      throw reply.problem(base.toString());
    }
  }

  static boolean unavailable(ApiResponse reply) {
    return reply.status() == 503;
  }

  ApiResponse send(HttpRequest request) {
    return send(request, EditorCalls::unavailable);
  }

  ApiResponse send(HttpRequest request, Predicate<ApiResponse> again) {
    boolean reached = false;
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        ApiResponse reply = new ApiResponse(response.statusCode(), response.body());
        if (attempt == ATTEMPTS || !again.test(reply)) {
          return reply;
        }
        pause(retryAfter(response), "takes nothing right now");
      } catch (HttpTimeoutException | ConnectException e) {
        // one that never answered is not there; one that did may be restarting
        if (!reached || attempt == ATTEMPTS) {
          throw CommandFailedException.unreachable("no desk answers at " + base);
        }
        pause(PAUSE.multipliedBy(attempt), "does not answer");
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw CommandFailedException.unreachable(base + " broke off: " + e.getMessage());
        }
        pause(PAUSE.multipliedBy(attempt), "broke off");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CommandFailedException.unreachable("interrupted");
      }
      reached = true;
    }
  }

  private void pause(Duration pause, String why) {
    notices.println(base + " " + why + ", trying again");
    LockSupport.parkNanos(pause.toNanos());
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    if (!seconds.matches("[0-9]{1,4}")) {
      return PAUSE;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
    return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
  }
}
