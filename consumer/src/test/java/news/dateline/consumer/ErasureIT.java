package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TopicClient;
import news.dateline.testsupport.TopicWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches the files of broker and consumers for retracted content. Runs on a broker of its own in
 * this JVM, with segments of two seconds instead of ten minutes.
 */
class ErasureIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  /** More items than are erased one by one. */
  private static final int MANY = 20;

  private static final String SECRET = "The minister's brother";

  @Test
  void aRetractedItemIsErasedFromAllFilesOnAQuietFeed(@TempDir Path broker, @TempDir Path consumers)
      throws Exception {
    String[] settings = {"num-standby-replicas=1", "instance=one"};
    String[] others = {"num-standby-replicas=1", "instance=two"};
    try (InProcessBroker kafka =
            InProcessBroker.start(new InProcessBroker.Settings(broker, "127.0.0.1", 0));
        RunningConsumer one = start(kafka, consumers.resolve("one"), settings).ready();
        RunningConsumer two = start(kafka, consumers.resolve("two"), others).ready();
        TopicClient feed = new TopicClient(kafka.bootstrapServers(), "erased")) {
      feed.open();
      // The readers check the topic settings when they start, so these change only now.
      await().atMost(TIMEOUT).until(() -> feed.decided() == 1 && feed.changes().size() == 1);
      TopicWriter.shortenIntervals(kafka.bootstrapServers(), ErasureIT::holdsState);
      feed.send("e1", new NewsEvent.ItemPublished(id("a"), titled(SECRET + " resigns")));
      feed.send("e2", new NewsEvent.ItemUpdated(id("a"), titled(SECRET + " is out"), null, false));
      feed.send("e3", new NewsEvent.ItemPublished(id("b"), held(SECRET + " returns")));
      forEachOfMany(
          i -> feed.send("p" + i, new NewsEvent.ItemPublished(id("i" + i), titled(SECRET + i))));
      await().atMost(TIMEOUT).until(() -> feed.decided() == 4 + MANY);
      assertThat(filesWithSecret(broker, consumers)).isNotEmpty();

      feed.send("e4", new NewsEvent.ItemRetracted(id("a"), "Not true", null));
      feed.send("e5", new NewsEvent.ItemRetracted(id("b"), "Not true", null));
      forEachOfMany(
          i -> feed.send("r" + i, new NewsEvent.ItemRetracted(id("i" + i), "Not true", null)));
      await().atMost(TIMEOUT).until(() -> feed.decided() == 6 + 2 * MANY);

      await()
          .atMost(TIMEOUT)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(filesWithSecret(broker, consumers)).isEmpty());
    }
    // Closing has written to files what was still in memory.
    assertThat(filesWithSecret(broker, consumers)).isEmpty();
  }

  @Test
  void aRetractedItemIsErasedFromAllFilesAfterARebuild(
      @TempDir Path broker, @TempDir Path consumers) throws Exception {
    try (InProcessBroker kafka =
            InProcessBroker.start(new InProcessBroker.Settings(broker, "127.0.0.1", 0));
        TopicClient feed = new TopicClient(kafka.bootstrapServers(), "erased")) {
      try (RunningConsumer before = start(kafka, consumers).ready()) {
        feed.open();
        feed.send("e1", new NewsEvent.ItemPublished(id("a"), titled(SECRET + " resigns")));
        feed.send("e2", new NewsEvent.ItemPublished(id("b"), held(SECRET + " returns")));
        await().atMost(TIMEOUT).until(() -> feed.decided() == 3);
      }
      assertThat(filesWithSecret(consumers)).isNotEmpty();

      new Rebuild(KafkaSettings.of(kafka.bootstrapServers()), TestProperties.rebuild(consumers))
          .run(decided -> {});

      try (RunningConsumer after = start(kafka, consumers).ready()) {
        TopicWriter.shortenIntervals(kafka.bootstrapServers(), ErasureIT::holdsState);
        feed.send("e3", new NewsEvent.ItemRetracted(id("a"), "Not true", null));
        feed.send("e4", new NewsEvent.ItemRetracted(id("b"), "Not true", null));
        await()
            .atMost(TIMEOUT)
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertThat(filesWithSecret(broker, consumers)).isEmpty());
      }
    }
    assertThat(filesWithSecret(broker, consumers)).isEmpty();
  }

  private static RunningConsumer start(InProcessBroker kafka, Path state, String... settings) {
    return RunningConsumer.withSegments(
        Duration.ofSeconds(2), kafka.bootstrapServers(), state, settings);
  }

  private static void forEachOfMany(IntConsumer action) {
    IntStream.range(0, MANY).forEach(action);
  }

  private static ItemId id(String id) {
    return new ItemId(id);
  }

  private static ItemContent held(String title) {
    return titled(title).withTimes(null, Instant.now().plusSeconds(3_600));
  }

  private static boolean holdsState(String topic) {
    return topic.endsWith("-state") || topic.endsWith("-changelog");
  }

  /** Returns the files that contain the secret, except those of {@code news-events}. */
  private static List<Path> filesWithSecret(Path... directories) throws IOException {
    List<Path> filesWithSecret = new ArrayList<>();
    for (Path directory : directories) {
      try (Stream<Path> files = Files.walk(directory)) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> !file.getParent().getFileName().toString().startsWith("news-events-"))
            .filter(ErasureIT::containsSecret)
            .forEach(filesWithSecret::add);
      } catch (UncheckedIOException e) {
        // A file was deleted during the walk; the next poll looks again.
        filesWithSecret.add(directory);
      }
    }
    return filesWithSecret;
  }

  private static boolean containsSecret(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
