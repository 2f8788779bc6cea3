package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import news.dateline.broker.InProcessBroker;
import news.dateline.feedapi.PartnerState.Issued;
import news.dateline.testsupport.TopicWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica does without Kafka, and when Kafka is back. */
class KafkaAwayIT {
  private static final String AWAY = "event: busy\ndata: {\"reason\":\"kafka-away\"}\n\n";

  private final FeedStateSamples open = FeedStateSamples.of("open", "aaaa");
  private final FeedStateSamples paid = FeedStateSamples.of("paid", "aaaa");
  private volatile Duration ahead = Duration.ZERO;
  private final InstantSource clock = () -> Instant.now().plus(ahead);
  @TempDir Path directory;
  private InProcessBroker broker;
  private FeedApiInstance replica;
  private FeedApiInstance patient;
  private Issued partner;

  @BeforeEach
  void start() throws Exception {
    broker = InProcessBroker.start(new InProcessBroker.Settings(directory, "127.0.0.1", 0));
    String kafka = broker.bootstrapServers();
    FeedState state = new FeedState(kafka);
    state.write(open.opened(1), open.published("a", 2, 0));
    state.write(paid.forPartners(1), paid.published("a", 2, 0));
    try (TopicWriter writer = new TopicWriter(kafka)) {
      partner =
          PartnerState.issue(writer, "p-away", PartnerState.profile("Away", null, null, "paid"));
    }
    Clock later = clock.withZone(ZoneOffset.UTC);
    replica = FeedApiInstance.start(later, kafka).ready();
    patient = FeedApiInstance.start(later, kafka, "--dateline.max-staleness=0").ready();
  }

  @AfterEach
  void stop() {
    replica.close();
    patient.close();
    broker.close();
  }

  @Test
  void theFeedsAreServedForAWhileAndPartnersUntilRevocationsMayBeMissing() throws Exception {
    String streamToken = partner.streamToken(replica);
    int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
    broker.close();

    ahead = Duration.ofSeconds(11);
    assertThat(health(replica, "/kafka")).contains("\"DOWN\"");
    assertThat(replica.management("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(replica.get("/feeds/paid", bearer()).statusCode()).isEqualTo(200);
    assertThat(replica.get("/feeds/open/items/unknown").statusCode()).isEqualTo(503);
    assertThat(replica.get("/feeds/unknown").statusCode()).isEqualTo(503);

    ahead = Duration.ofSeconds(61);
    assertPartnersAreRefused(streamToken);
    assertPublicFeedsAreServed();
    assertThat(silence()).isBetween(61.0, 600.0);

    ahead = Duration.ofMinutes(14).plusSeconds(61);
    assertThat(replica.management("/actuator/health/readiness").statusCode()).isEqualTo(503);
    assertThat(patient.management("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertPublicFeedsAreServed();

    broker = InProcessBroker.start(new InProcessBroker.Settings(directory, "127.0.0.1", port));
    replica.ready();
    await().atMost(Duration.ofSeconds(20)).until(() -> health(replica, "/kafka").contains("UP"));
    await().until(() -> replica.get("/feeds/paid", bearer()).statusCode() == 200);
  }

  private void assertPartnersAreRefused(String streamToken) throws Exception {
    for (String path : List.of("/feeds/paid", "/feeds/paid/changes", "/feeds/paid/items/a")) {
      assertThat(replica.get(path, bearer()).statusCode()).isEqualTo(503);
      assertThat(replica.get(path, bearer()).body()).contains("kafka-away");
    }
    assertThat(replica.get("/feeds", bearer()).statusCode()).isEqualTo(503);
    assertThat(replica.request("POST", "/stream-tokens", bearer()).statusCode()).isEqualTo(503);
    assertThat(RawHttpConnection.firstEventsOf(replica, "/feeds/paid/stream", bearer()))
        .endsWith(AWAY);
    for (String feed : List.of("paid", "open")) {
      String path = "/feeds/" + feed + "/stream?token=" + streamToken;
      assertThat(RawHttpConnection.firstEventsOf(replica, path)).endsWith(AWAY);
    }
    assertThat(replica.get("/feeds/paid").statusCode()).isEqualTo(401);
  }

  private void assertPublicFeedsAreServed() throws Exception {
    assertThat(replica.json("/feeds/open").path("seq").asInt()).isEqualTo(2);
    assertThat(replica.get("/feeds").body()).contains("\"open\"");
    for (String[] headers : List.of(new String[0], bearer())) {
      assertThat(RawHttpConnection.firstEventsOf(replica, "/feeds/open/stream?last=1", headers))
          .contains("event: at");
    }
  }

  private String[] bearer() {
    return new String[] {"Authorization", partner.bearer()};
  }

  private static String health(FeedApiInstance replica, String component)
      throws IOException, InterruptedException {
    return replica.management("/actuator/health" + component).body();
  }

  private double silence() throws IOException, InterruptedException {
    return replica
        .management("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("dateline_kafka_silence_seconds{reader=\"feed-api\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }
}
