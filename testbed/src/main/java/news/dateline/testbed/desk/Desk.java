package news.dateline.testbed.desk;

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
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.testbed.terminal.CommandFailedException;

/**
 * The editors' API of one feed. What is sent twice because an answer was lost is sent under the
 * same {@code Idempotency-Key}, and so happens once.
 */
public final class Desk {
  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** To the first byte of an answer; above the 30 s the desk may wait for Kafka. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI base;
  private final FeedId feed;
  private final String token;
  private final PrintWriter notices;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  public Desk(URI base, FeedId feed, String token, PrintWriter notices) {
    this.base = base;
    this.feed = feed;
    this.token = token;
    this.notices = notices;
  }

  /** Opens the feed, or revises one that is there. */
  public void open(Map<String, Object> profile) {
    Reply reply = send(request("").header("Prefer", "wait=10").PUT(json(profile)).build());
    if (!reply.ok()) {
      throw reply.problem(base.toString());
    }
  }

  /** Publishes an item and waits for its outcome, at most 10 s. */
  Reply publish(Map<String, Object> item) {
    return send(request("/items").header("Prefer", "wait=10").POST(json(item)).build());
  }

  /**
   * Publishes an item into a feed that is opened where it is missing.
   *
   * @throws CommandFailedException unless the item is accepted
   */
  public void publish(Map<String, Object> item, Map<String, Object> profile) {
    Reply reply = publish(item);
    if (reply.status() == 404) {
      open(profile);
      reply = publish(item);
    }
    if (!reply.ok()) {
      throw reply.problem(base.toString());
    }
  }

  /** Publishes an item once, now, without waiting; completes with whether Kafka has it. */
  public CompletableFuture<Boolean> publishAtOnce(Map<String, Object> item) {
    return http.sendAsync(request("/items").POST(json(item)).build(), BodyHandlers.discarding())
        .handle((response, error) -> response != null && response.statusCode() / 100 == 2);
  }

  /**
   * Has a whole document imported; the answer ends once every item's outcome is known.
   *
   * @param unfinished whether an answer says that Kafka went away in between
   */
  Reply importDocument(byte[] document, String contentType, Predicate<Reply> unfinished) {
    HttpRequest request =
        request("/imports")
            .setHeader("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(document))
            .build();
    return send(request, reply -> unavailable(reply) || unfinished.test(reply));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + "/feeds/" + feed + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .timeout(ANSWER);
  }

  private static HttpRequest.BodyPublisher json(Map<String, Object> body) {
    return BodyPublishers.ofByteArray(Json.write(body));
  }

  private static boolean unavailable(Reply reply) {
    return reply.status() == 503;
  }

  private Reply send(HttpRequest request) {
    return send(request, Desk::unavailable);
  }

  private Reply send(HttpRequest request, Predicate<Reply> again) {
    boolean reached = false;
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        Reply reply = new Reply(response.statusCode(), response.body());
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
