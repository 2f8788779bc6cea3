package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import news.dateline.events.Identity;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class IdentitiesIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final IdentitiesTopic TOPIC = new IdentitiesTopic();

  /** Reads the topic {@code identities} as every producer does. */
  private static final class IdentitiesTopic implements CompactedTopicReader.RecordHandler {
    private final List<Identity> identities = new CopyOnWriteArrayList<>();
    private final CompactedTopicReader reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(
                KafkaSettings.of(TestBroker.shared().bootstrapServers()), Topic.IDENTITIES),
            this,
            mismatch -> {
              throw mismatch;
            },
            Clock.systemUTC());

    @Override
    public void read(ConsumerRecord<byte[], byte[]> entry) {
      identities.add(Identity.read(entry.value()));
    }

    List<Identity> of(String id) {
      await().until(() -> reader.readToEnd().thenApply(end -> true).join());
      return identities.stream().filter(each -> each.id().value().equals(id)).toList();
    }
  }

  @BeforeAll
  static void openFeed() {
    PRODUCER.openFeed("authors");
    TOPIC.reader.start();
  }

  @AfterAll
  static void close() {
    TOPIC.reader.close();
  }

  @Test
  void returnsTheTokenOnceAndStoresOnlyItsHash() {
    ApiResponse issued =
        issue("{\"name\":\"Olena\",\"roles\":[\"editor\"],\"feeds\":[\"authors\"]}");
    String token = issued.text("token");
    String id = issued.text("id");

    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("Location")).isEqualTo("/identities/" + id);
    assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
    assertThat(token).startsWith(id + ".");
    assertThat(TOPIC.of(id)).hasSize(1);
    assertThat(new String(TOPIC.of(id).get(0).value()))
        .contains("Olena")
        .doesNotContain(token.substring(id.length() + 1));
    ApiResponse list = PRODUCER.send("GET", "/identities", "");
    assertThat(listed(id).path("roles").path(0).asString()).isEqualTo("editor");
    assertThat(list.body()).doesNotContain("hash", "token", TOPIC.of(id).get(0).hash());
  }

  @Test
  void aRevokedTokenIsRefusedOnceTheRevocationIsAnswered() {
    String profile = "{\"name\":\"Gone\",\"roles\":[\"editor\"]}";
    ApiResponse issued = issue(profile, "Idempotency-Key", "gone-author");
    String id = issued.text("id");
    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(200);

    assertThat(PRODUCER.send("DELETE", "/identities/" + id, "").status()).isEqualTo(204);
    assertThat(PRODUCER.send("DELETE", "/identities/" + id, "").status()).isEqualTo(204);

    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(401);
    assertThat(TOPIC.of(id)).hasSize(2).last().matches(gone -> gone.hash() == null);
    assertThat(listed(id).has("revokedAt")).isTrue();
    assertThat(issue(profile, "Idempotency-Key", "gone-author").text("reason"))
        .isEqualTo("id-reused");
  }

  @Test
  void anErasedNameIsInNoLaterRecordAndTheTokenStaysValid() {
    ApiResponse issued = issue("{\"name\":\"Forgotten\",\"roles\":[\"editor\"]}");
    String id = issued.text("id");

    assertThat(PRODUCER.send("DELETE", "/identities/" + id + "/name", "").status()).isEqualTo(204);

    assertThat(TOPIC.of(id)).hasSize(2);
    assertThat(new String(TOPIC.of(id).get(1).value())).doesNotContain("Forgotten");
    assertThat(listed(id).has("name")).isFalse();
    assertThat(listed(id).has("erasedAt")).isTrue();
    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(200);
  }

  @Test
  void aRevocationAndAnErasureAreAppendedAgainBehindARecordThatKnowsNeither() {
    ApiResponse issued = issue("{\"name\":\"Raced\",\"roles\":[\"editor\"]}");
    String id = issued.text("id");
    Identity live = TOPIC.of(id).get(0);
    PRODUCER.send("DELETE", "/identities/" + id, "");
    PRODUCER.send("DELETE", "/identities/" + id + "/name", "");

    try (TopicWriter otherProducer = new TopicWriter(TestBroker.shared().bootstrapServers())) {
      TopicWriter.await(otherProducer.write(live));
    }

    await().until(() -> TOPIC.of(id).size() == 5);
    assertThat(TOPIC.of(id).get(4))
        .matches(last -> last.revokedAt() != null && last.profile().name() == null);
    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(401);
  }

  @Test
  void aTokenEndsWhenItExpires() {
    Instant end = Instant.now().plusSeconds(3);
    ApiResponse issued =
        issue("{\"name\":\"Short\",\"roles\":[\"editor\"],\"expiresAt\":\"" + end + "\"}");

    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(200);
    await().until(() -> sendAs(issued, "GET", "/feeds", "").status() == 401);
    assertThat(Instant.now()).isAfter(end.minusMillis(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "422 | name | {'roles':['editor']}",
        "422 | name | {'name':'','roles':['editor']}",
        "422 | roles | {'name':'n'}",
        "422 | roles | {'name':'n','roles':[]}",
        "422 | roles[0] | {'name':'n','roles':['boss']}",
        "422 | feeds | {'name':'n','roles':['editor'],'feeds':[]}",
        "422 | feeds[0] | {'name':'n','roles':['editor'],'feeds':['Not One']}",
        "422 | review | {'name':'n','roles':['editor'],'review':'yes'}",
        "422 | expiresAt | {'name':'n','roles':['editor'],'expiresAt':'2020-01-01T00:00:00Z'}",
        "422 | hash | {'name':'n','roles':['editor'],'hash':'mine'}",
        "400 | `` | {'name':'n',"
      })
  void refusesAnInvalidProfileAndNamesTheField(int status, String field, String body) {
    ApiResponse refused = issue(body.replace('\'', '"'));

    assertThat(refused.status()).as(refused.body()).isEqualTo(status);
    assertThat(refused.text("field")).isEqualTo(field);
    assertThat(PRODUCER.send("GET", "/identities", "").body()).doesNotContain("\"name\":\"n\"");
  }

  @Test
  void refusesUnknownIdentities() {
    assertThat(PRODUCER.send("DELETE", "/identities/nobody", "").text("reason"))
        .isEqualTo("no-identity");
    assertThat(PRODUCER.send("DELETE", "/identities/No+Id", "").status()).isEqualTo(400);
    assertThat(PRODUCER.send("DELETE", "/identities/nobody", "{}").text("field")).isEqualTo("body");
  }

  private static ApiResponse issue(String body, String... headers) {
    return PRODUCER.send("POST", "/identities", body, headers);
  }

  private static ApiResponse sendAs(ApiResponse issued, String method, String path, String body) {
    return PRODUCER.send(
        method, path, body, "Authorization", "Bearer " + issued.text("token"), "Prefer", "wait=10");
  }

  private static JsonNode listed(String id) {
    for (JsonNode identity : PRODUCER.send("GET", "/identities", "").json().path("identities")) {
      if (identity.path("id").asString().equals(id)) {
        return identity;
      }
    }
    throw new AssertionError(id + " is not listed");
  }
}
