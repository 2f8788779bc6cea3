package news.dateline.support.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactedTopicReaderIT extends TopicFixture implements CompactedTopicReader.RecordHandler {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<String> read = new CopyOnWriteArrayList<>();
  private final List<TopicMismatchException> refusals = new CopyOnWriteArrayList<>();
  @TempDir Path directory;
  private CompactedTopicReader reader;

  @BeforeEach
  void start() {
    broker = InProcessBroker.start(new InProcessBroker.Settings(directory, "127.0.0.1", 0));
    reader = reader(Long.MAX_VALUE, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    reader.close();
    broker.close();
  }

  @Test
  void waitsForTheTopicsThenReadsAllOfThem() throws Exception {
    reader.start();
    createTopics();
    send(0, "a", false);
    send(1, "b", false);

    await().atMost(SOON).until(reader::isCaughtUp);
    reader.readToEnd().get(20, TimeUnit.SECONDS);
    assertThat(read).containsExactlyInAnyOrder("a", "b");
    assertThat(reader.lastContactWithin(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aStartThatTookLongReadsWhatWasCommittedMeanwhile() throws Exception {
    createTopics();
    send(0, "slow", false);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    InstantSource clock = now::get;
    List<Boolean> caughtUp = new CopyOnWriteArrayList<>();
    CompactedTopicReader.RecordHandler handler =
        entry -> {
          caughtUp.add(reader.isCaughtUp());
          if (caughtUp.size() == 1) {
            now.updateAndGet(time -> time.plusSeconds(3));
            sendMeanwhile();
          }
        };
    reader =
        new CompactedTopicReader(
            source(Long.MAX_VALUE), handler, refusals::add, clock.withZone(ZoneOffset.UTC));
    reader.start();

    await().atMost(SOON).until(reader::isCaughtUp);
    assertThat(caughtUp).containsExactly(false, false);
  }

  private void sendMeanwhile() {
    try (var producer = producer(false)) {
      producer.send(new ProducerRecord<>("feed-state", 0, "key", "meanwhile"));
    }
  }

  @Test
  void theEndIsReachedPastTransactionMarkersAndWithoutWhatWasAborted() throws Exception {
    createTopics();
    send(0, "kept", true);
    abort(0, "aborted");
    reader.start();

    reader.readToEnd().get(20, TimeUnit.SECONDS);
    assertThat(read).containsExactly("kept");
  }

  @Test
  void theEndHoldsWhatIsJustBeingCommitted() throws Exception {
    createTopics();
    reader = reader(Long.MAX_VALUE, Clock.fixed(Instant.now(), ZoneOffset.UTC));
    reader.start();
    reader.readToEnd().get(20, TimeUnit.SECONDS);
    try (var producer = open(0, "committed")) {
      CompletableFuture<List<String>> atEnd =
          reader.readToEnd().thenApply(end -> List.copyOf(read));
      await().during(Duration.ofMillis(200)).until(() -> !atEnd.isDone());

      producer.commitTransaction();

      assertThat(atEnd.get(20, TimeUnit.SECONDS)).containsExactly("committed");
    }
  }

  @Test
  void aTransactionThatHangsIsNotWaitedForLong() throws Exception {
    createTopics();
    send(0, "committed", true);
    try (var producer = open(1, "open")) {
      reader.start();

      reader.readToEnd().get(20, TimeUnit.SECONDS);
      assertThat(read).containsExactly("committed");
      producer.abortTransaction();
    }
  }

  @Test
  void aRecordThatCannotBeReadIsCountedAndSkipped() throws Exception {
    createTopics();
    send(0, "poison", false);
    send(0, "good", false);
    reader.start();

    reader.readToEnd().get(20, TimeUnit.SECONDS);
    assertThat(read).containsExactly("good");
    assertThat(reader.dropped()).isEqualTo(1);
  }

  @Test
  void startsAsFarBackAsToldOnly() throws Exception {
    createTopics();
    for (String value : List.of("1", "2", "3", "4")) {
      send(0, value, false);
    }
    reader.close();
    reader = reader(2, Clock.systemUTC());
    reader.start();

    reader.readToEnd().get(20, TimeUnit.SECONDS);
    assertThat(read).containsExactly("3", "4");
  }

  @Test
  void aPartitionThatLostRecordsIsReadAgain() throws Exception {
    createTopics();
    send(0, "a", false);
    send(0, "b", false);
    reader.start();
    reader.readToEnd().get(20, TimeUnit.SECONDS);

    int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
    broker.close();
    try (Stream<Path> files = Files.list(directory.resolve("feed-state-0"))) {
      files.filter(file -> !file.endsWith("partition.metadata")).forEach(this::delete);
    }
    broker = InProcessBroker.start(new InProcessBroker.Settings(directory, "127.0.0.1", port));
    send(0, "c", false);

    await().atMost(SOON).until(() -> read.contains("c"));
    assertThat(read).containsExactly("a", "b", "c");
  }

  private void delete(Path file) {
    assertThat(file.toFile().delete()).isTrue();
  }

  @Test
  void refusesTopicsWhosePartitionCountsDiffer() throws Exception {
    createTopics();
    try (Admin admin = Admin.create(client())) {
      TopicAdminIT.addPartitions(admin, "news-events", 3);
    }
    reader.start();

    await().atMost(SOON).until(() -> !refusals.isEmpty());
    assertThat(refusals.get(0)).hasMessageContaining("partition counts differ");
    assertThat(reader.isCaughtUp()).isFalse();
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> entry) {
    String value = new String(entry.value(), UTF_8);
    if (value.equals("poison")) {
      throw new UnreadableRecordException("poison");
    }
    read.add(value);
  }

  private CompactedTopicReader reader(long tailOffsets, Clock clock) {
    return new CompactedTopicReader(source(tailOffsets), this, refusals::add, clock);
  }

  private CompactedTopicReader.Source source(long tailOffsets) {
    return new CompactedTopicReader.Source(
        KafkaSettings.of(broker.bootstrapServers()), Topic.FEED_STATE, tailOffsets);
  }
}
