package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import news.dateline.events.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one feed, over as many connections as it takes. After a connection ends the stream
 * connects again and resumes after the last change it reported, so that each change is reported
 * once, in order. It waits as long as the server's {@code retry} asks, or 1 s, less up to half of
 * that at random, and at most 5 minutes. A connection that is silent for 45 s, three heartbeats,
 * counts as lost.
 *
 * <p>{@link #next} must be called by one thread at a time; it connects and reads on that thread.
 * {@link #close} and {@link #cursor} may be called by any thread. What the caller does not take
 * stays with the server: at most one buffer is read ahead.
 */
public final class FeedStream implements AutoCloseable {
  private static final long MAX_RETRY_MILLIS = Duration.ofMinutes(5).toMillis();

  /** Statuses after which another attempt would get the same answer; 204 as the standard says. */
  private static final Set<Integer> FINAL_STATUSES = Set.of(204, 400, 401, 403, 404, 410);

  private final HttpSender http;
  private final String path;
  private final @Nullable Supplier<String> streamTokens;
  private final Duration silenceLimit;
  private final StreamReader events = new StreamReader();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable ResponseByteQueue body;
  private boolean connectedBefore;
  private long delayMillis;

  /**
   * @param path with the query
   * @param streamTokens null to show the token of {@code http} only
   */
  FeedStream(
      HttpSender http,
      String path,
      @Nullable Supplier<String> streamTokens,
      Duration silenceLimit) {
    this.http = http;
    this.path = path;
    this.streamTokens = streamTokens;
    this.silenceLimit = silenceLimit;
  }

  /** The address of the stream, without its query. */
  public URI address() {
    return URI.create(http.base() + path.replaceFirst("[?].*", ""));
  }

  /** The position after the last event that was read; null before the first. */
  public @Nullable Cursor cursor() {
    return events.cursor();
  }

  /**
   * Waits for the next event.
   *
   * @return null once the stream is closed
   * @throws ApiException if another attempt would get the same answer: nothing answers at the first
   *     attempt, there is no such feed, or the token is not good for it
   */
  public @Nullable StreamEvent next() throws InterruptedException {
    while (!isClosed()) {
      StreamEvent event = events.poll();
      if (event != null) {
        return event;
      }
      ResponseByteQueue open = body;
      if (open == null) {
        return closed.await(delayMillis, MILLISECONDS) ? null : connect();
      }
      List<ByteBuffer> bytes = open.take(silenceLimit);
      if (bytes != null) {
        bytes.forEach(events::read);
      } else if (!isClosed()) {
        return disconnected(open);
      }
    }
    return null;
  }

  private @Nullable StreamEvent connect() throws InterruptedException {
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        http.http().sendAsync(request(), BodyHandlers.ofPublisher());
    try {
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
          answer.get(silenceLimit.toMillis(), MILLISECONDS);
      ResponseByteQueue opened = new ResponseByteQueue();
      response.body().subscribe(opened);
      if (response.statusCode() != 200) {
        opened.close();
        return refused(response);
      }
      body = opened;
      if (isClosed()) {
        opened.close();
        return null;
      }
      connectedBefore = true;
      events.connected();
      return new StreamEvent.Connected();
    } catch (TimeoutException e) {
      answer.cancel(true);
      return notConnected(e);
    } catch (ExecutionException e) {
      return notConnected(e.getCause() == null ? e : e.getCause());
    }
  }

  private HttpRequest request() {
    HttpRequest.Builder request =
        http.request(streamTokens == null ? path : path + tokenParameter(streamTokens.get()))
            .header("Accept", "text/event-stream")
            .header("Cache-Control", "no-store");
    Cursor cursor = cursor();
    return (cursor == null ? request : request.header("Last-Event-ID", cursor.toString())).build();
  }

  private String tokenParameter(String token) {
    return (path.contains("?") ? "&token=" : "?token=") + URLEncoder.encode(token, UTF_8);
  }

  private StreamEvent refused(HttpResponse<?> response) {
    int status = response.statusCode();
    if (FINAL_STATUSES.contains(status)) {
      String reason = status == 404 ? "there is no such feed" : "the stream is refused";
      throw ApiException.refused(
          address() + ": " + reason + " (" + status + ")", new ApiResponse(status, new byte[0]));
    }
    return disconnected("it was answered with " + status, false);
  }

  private StreamEvent notConnected(Throwable cause) {
    if (!connectedBefore) {
      throw ApiException.noAnswer("nothing answers at " + address(), cause);
    }
    return disconnected("nothing answers", false);
  }

  private StreamEvent disconnected(ResponseByteQueue open) {
    if (!open.isEnded()) {
      return disconnected("it was silent for too long", false);
    }
    return open.hasFailed()
        ? disconnected("it was lost", false)
        : disconnected("the server ended it", true);
  }

  private StreamEvent disconnected(String reason, boolean ended) {
    ResponseByteQueue open = body;
    if (open != null) {
      open.close();
      body = null;
    }
    long retry = Math.min(events.retryMillis(), MAX_RETRY_MILLIS);
    delayMillis = retry - ThreadLocalRandom.current().nextLong(retry / 2 + 1);
    return new StreamEvent.Disconnected(reason, Duration.ofMillis(delayMillis), ended);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends the connection; a thread that waits in {@link #next} returns. */
  @Override
  public void close() {
    closed.countDown();
    ResponseByteQueue open = body;
    if (open != null) {
      open.close();
    }
  }
}
