package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import news.dateline.broker.TestBroker;
import news.dateline.events.EditorialEvent;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedProfile;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.events.TopicMismatchException;
import news.dateline.events.TopicReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class ConsumerIT {
  private static final FeedId FEED = new FeedId("consumer-it");

  private final List<PublicState> seen = new CopyOnWriteArrayList<>();

  @Test
  void theFeedGoesOnWhereItWasAfterARestartWithItsStateLost(
      @TempDir Path first, @TempDir Path second) throws Exception {
    String kafka = TestBroker.shared().bootstrapServers();
    try (TopicReader reader =
        new TopicReader(
            new TopicReader.Source(kafka, Topic.FEED_STATE, Long.MAX_VALUE),
            collector(),
            Clock.systemUTC())) {
      try (ConfigurableApplicationContext consumer = run(kafka, first)) {
        awaitReady(consumer);
        reader.start();
        send(
            kafka,
            "open",
            new NewsEvent.FeedDefined(
                new FeedProfile("News", "en", "UTC", List.of(), FeedProfile.Access.PUBLIC)));
        send(kafka, "e1", publish("a"));
        await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() == 2);
      }
      try (ConfigurableApplicationContext consumer = run(kafka, second)) {
        awaitReady(consumer);
        send(kafka, "e1", publish("a"));
        send(kafka, "e2", publish("b"));
        await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() == 3);
      }
    }

    assertThat(seen).extracting(PublicState::seq).containsExactly(1L, 2L, 3L);
    assertThat(seen).extracting(PublicState::epoch).containsOnly(seen.get(0).epoch());
  }

  private TopicReader.Handler collector() {
    return new TopicReader.Handler() {
      @Override
      public void read(ConsumerRecord<byte[], byte[]> entry) {
        PublicState state = PublicState.read(entry.key(), entry.value());
        if (state.feed().equals(FEED)) {
          seen.add(state);
        }
      }

      @Override
      public void refused(TopicMismatchException mismatch) {
        throw mismatch;
      }
    };
  }

  private static NewsEvent publish(String id) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled("Bridge reopens"));
  }

  private static ConfigurableApplicationContext run(String kafka, Path stateDir) {
    SpringApplication application = ConsumerApplication.application();
    application.setWebApplicationType(WebApplicationType.NONE);
    return application.run(
        "--dateline.kafka.bootstrap-servers=" + kafka, "--dateline.consumer.state-dir=" + stateDir);
  }

  private static void awaitReady(ConfigurableApplicationContext consumer) {
    FeedBuilderHealth health = consumer.getBean(FeedBuilderHealth.class);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> health.health().getStatus().equals(Status.UP));
  }

  private static void send(String kafka, String id, NewsEvent data) throws Exception {
    EditorialEvent event =
        new EditorialEvent(
            new EventId("it-" + id), FEED, "/desk/test", Instant.EPOCH, "digest", data);
    Map<String, Object> client = Map.of("bootstrap.servers", kafka);
    try (var producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      int partitions = producer.partitionsFor("news-events").size();
      producer
          .send(
              new ProducerRecord<>(
                  "news-events",
                  Topic.partition(FEED, partitions),
                  null,
                  event.key(),
                  event.value(),
                  event.headers()))
          .get();
    }
  }
}
