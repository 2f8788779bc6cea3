package news.dateline.client;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.FaultEvent;
import com.launchdarkly.eventsource.HttpConnectStrategy;
import com.launchdarkly.eventsource.RetryDelayStrategy;
import com.launchdarkly.eventsource.StartedEvent;
import com.launchdarkly.eventsource.StreamClosedByCallerException;
import com.launchdarkly.eventsource.StreamEvent;
import com.launchdarkly.eventsource.StreamException;
import com.launchdarkly.eventsource.StreamHttpErrorException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import news.dateline.events.FeedId;
import news.dateline.testbed.terminal.CommandFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A feed's stream, followed through drops: connects again with the id it was given last, after the
 * time the server asked for, as a browser does. For one thread, but for {@link #close()}.
 */
final class FeedStream implements AutoCloseable {
  /** Three heartbeats: a connection silent for longer is dead. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  /** Another try would be answered the same. */
  private static final Set<Integer> FINAL = Set.of(400, 401, 403, 404, 410);

  private final URI place;
  private final EventSource source;
  private boolean connected;

  FeedStream(URI feedApi, FeedId feed, Map<String, String> query, @Nullable String token) {
    // values are cursors and numbers: nothing to escape
    String parameters =
        query.entrySet().stream().map(Object::toString).collect(Collectors.joining("&"));
    this.place = URI.create(feedApi + "/feeds/" + feed + "/stream");
    URI address = URI.create(place + (parameters.isEmpty() ? "" : "?" + parameters));
    HttpConnectStrategy connection =
        ConnectStrategy.http(address).readTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
    this.source =
        new EventSource.Builder(
                token == null ? connection : connection.header("Authorization", "Bearer " + token))
            .errorStrategy(ErrorStrategy.alwaysContinue())
            .retryDelayStrategy(
                RetryDelayStrategy.defaultStrategy()
                    .backoffMultiplier(1)
                    .maxDelay(LONGEST_RETRY.toMillis(), TimeUnit.MILLISECONDS))
            .build();
  }

  /**
   * Waits for what comes next: a message, a connection made or a connection lost.
   *
   * @throws StreamException once closed
   * @throws CommandFailedException where no try will do: nobody there at first, no such feed
   */
  public StreamEvent next() throws StreamException {
    StreamEvent event = source.readAnyEvent();
    if (event instanceof StartedEvent) {
      connected = true;
    } else if (event instanceof FaultEvent fault) {
      if (fault.getCause() instanceof StreamClosedByCallerException closed) {
        // left to itself it would connect again
        throw closed;
      }
      giveUpIfFinal(fault.getCause());
    }
    return event;
  }

  /** How long it will wait before it connects again. */
  Duration retryDelay() {
    return Duration.ofMillis(source.getNextRetryDelayMillis());
  }

  private void giveUpIfFinal(StreamException cause) {
    if (cause instanceof StreamHttpErrorException refusal) {
      if (FINAL.contains(refusal.getCode())) {
        String why = refusal.getCode() == 404 ? "there is no such feed" : "it refuses";
        throw CommandFailedException.unreachable(
            place + ": " + why + " (" + refusal.getCode() + ")");
      }
    } else if (!connected) {
      throw CommandFailedException.unreachable("no feed answers at " + place);
    }
  }

  @Override
  public void close() {
    source.close();
  }

  @Override
  public String toString() {
    return place.toString();
  }
}
