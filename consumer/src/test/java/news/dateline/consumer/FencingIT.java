package news.dateline.consumer;

import static news.dateline.consumer.RebuildFixture.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.PublicState;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TopicClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two consumers with one instance name, each with a state directory of its own. */
class FencingIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void theSecondConsumerOfANameTakesOverAndTheFirstEndsAndSaysSo(
      @TempDir Path log, @TempDir Path first, @TempDir Path second) throws Exception {
    ScheduledExecutorService editor = Executors.newSingleThreadScheduledExecutor();
    try (InProcessBroker broker =
            InProcessBroker.start(new InProcessBroker.Settings(log, "127.0.0.1", 0));
        JavaProcess process = ConsumerProcess.start(broker.bootstrapServers(), "one", first);
        TopicClient feed = new TopicClient(broker.bootstrapServers(), "world")) {
      feed.open();
      editor.scheduleAtFixedRate(() -> publishNext(feed), 0, 200, TimeUnit.MILLISECONDS);
      await().atMost(TIMEOUT).until(() -> feed.decided() > 5);

      try (RunningConsumer other =
          RunningConsumer.start(broker.bootstrapServers(), second, "instance=one")) {
        assertThat(process.exitCode()).isEqualTo(1);
        assertThat(process.lines()).filteredOn(line -> line.contains("'one'")).hasSize(1);
        other.ready();
        editor.shutdown();
        assertThat(editor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        await().atMost(TIMEOUT).until(() -> feed.changes().size() > sent.get());
      }
      assertThat(feed.changes())
          .extracting(PublicState::seq)
          .isEqualTo(LongStream.rangeClosed(1, 1 + sent.get()).boxed().toList());
    } finally {
      editor.shutdownNow();
    }
  }

  private void publishNext(TopicClient feed) {
    String id = "item-" + sent.incrementAndGet();
    feed.send(id, publish(id));
  }
}
