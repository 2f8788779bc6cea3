package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.FaultEvent;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamEvent;
import com.launchdarkly.eventsource.StreamHttpErrorException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas behind nginx with the configuration of the cluster, of which the second one starts
 * when all streams are on the first. Without nginx the test is skipped, unless the variable CI is
 * set.
 */
class NginxRolloutIT {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int STREAMS = 40;
  private static final FeedStateSamples FEED = FeedStateSamples.of("rollout", "aaaa");

  @TempDir Path directory;

  private final FeedState state = FeedState.shared();
  private final AtomicInteger seq = new AtomicInteger(1);
  private List<StreamClient> clients = List.of();

  /**
   * An independent SSE client on a thread of its own.
   *
   * @param received the ids of changes, and what must not arrive
   */
  private record StreamClient(EventSource source, List<String> received) implements AutoCloseable {
    static StreamClient of(URI stream) {
      EventSource source =
          new EventSource.Builder(stream)
              .errorStrategy(ErrorStrategy.alwaysContinue())
              // each retry takes what the replica asks for, not twice the time of the one before
              .retryDelayResetThreshold(1, TimeUnit.MILLISECONDS)
              .build();
      StreamClient client = new StreamClient(source, new CopyOnWriteArrayList<>());
      new Thread(() -> source.anyEvents().forEach(client::record), "stream-client").start();
      return client;
    }

    private void record(StreamEvent event) {
      if (event instanceof MessageEvent message) {
        switch (message.getEventName()) {
          case "item" -> received.add(message.getLastEventId());
          case "at", "busy" -> {}
          default -> received.add(message.getEventName());
        }
      } else if (event instanceof FaultEvent fault
          && fault.getCause() instanceof StreamHttpErrorException refused) {
        // after such an answer, the EventSource of a browser does not reconnect
        received.add("status " + refused.getCode());
      }
    }

    @Override
    public void close() {
      source.close();
    }
  }

  @BeforeEach
  void open() {
    NginxProxy.assumed();
    state.write(FEED.opened(1));
  }

  @AfterEach
  void close() {
    clients.forEach(StreamClient::close);
  }

  @Test
  void streamsSpreadOverAReplicaThatStartsLaterAndMissNoChange() throws Exception {
    int port = NginxProxy.freePort();
    try (FeedApiInstance first = replica(0).ready();
        NginxProxy nginx = NginxProxy.ofCluster(directory, first, port)) {
      URI stream =
          URI.create("http://127.0.0.1:" + nginx.tlsPort() + "/feeds/rollout/stream?after=aaaa-1");
      clients = Stream.generate(() -> StreamClient.of(stream)).limit(STREAMS).toList();
      publish();
      awaitAllReceived();

      CompletableFuture<FeedApiInstance> second =
          CompletableFuture.supplyAsync(() -> replica(port).ready());
      try {
        await()
            .atMost(SOON)
            .until(
                () -> {
                  publish();
                  return second.isDone() && hasFairPart(first) && hasFairPart(second.join());
                });
        awaitAllReceived();
      } finally {
        second.join().close();
      }
    }
  }

  private static FeedApiInstance replica(int port) {
    return FeedApiInstance.start(
        TestBroker.shared().bootstrapServers(),
        "--test.port=" + port,
        "--dateline.stream.heartbeat=300ms",
        "--dateline.stream.max-stream-age=4s");
  }

  private void publish() {
    int next = seq.incrementAndGet();
    state.write(FEED.published("i" + next, next, next));
  }

  private static boolean hasFairPart(FeedApiInstance replica)
      throws IOException, InterruptedException {
    return replica.metric("dateline_stream_subscribers") >= STREAMS / 5.0;
  }

  /** Waits until each client has received all changes, each of them once and in order. */
  private void awaitAllReceived() {
    List<String> all = IntStream.rangeClosed(2, seq.get()).mapToObj(n -> "aaaa-" + n).toList();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(clients).allSatisfy(each -> assertThat(each.received()).isEqualTo(all)));
  }
}
