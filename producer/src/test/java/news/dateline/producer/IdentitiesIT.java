package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import news.dateline.events.Identity;
import news.dateline.events.Topic;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitiesIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final IssuedRecords<Identity> IDENTITIES =
      new IssuedRecords<>(Topic.IDENTITIES, Identity::read, Identity::id);

  @BeforeAll
  static void openFeed() {
    PRODUCER.openFeed("authors");
  }

  @Test
  void returnsTheTokenOnceAndStoresOnlyItsHash() {
    ApiResponse issued =
        IDENTITIES.issue("{\"name\":\"Olena\",\"roles\":[\"editor\"],\"feeds\":[\"authors\"]}");
    String token = issued.text("token");
    String id = issued.text("id");

    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("Location")).isEqualTo("/identities/" + id);
    assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
    assertThat(token).startsWith(id + ".");
    assertThat(IDENTITIES.of(id)).hasSize(1);
    assertThat(new String(IDENTITIES.of(id).get(0).value()))
        .contains("Olena")
        .doesNotContain(token.substring(id.length() + 1));
    assertThat(IDENTITIES.listed(id).path("roles").path(0).asString()).isEqualTo("editor");
    assertThat(IDENTITIES.list()).doesNotContain("hash", "token", IDENTITIES.of(id).get(0).hash());
  }

  @Test
  void aRevokedTokenIsRefusedOnceTheRevocationIsAnswered() {
    String profile = "{\"name\":\"Gone\",\"roles\":[\"editor\"]}";
    ApiResponse issued = IDENTITIES.issue(profile, "Idempotency-Key", "gone-author");
    String id = issued.text("id");
    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(200);

    assertThat(IDENTITIES.delete(id, "").status()).isEqualTo(204);
    assertThat(IDENTITIES.delete(id, "").status()).isEqualTo(204);

    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(401);
    assertThat(IDENTITIES.of(id)).hasSize(2).last().matches(gone -> gone.hash() == null);
    assertThat(IDENTITIES.listed(id).has("revokedAt")).isTrue();
    assertThat(IDENTITIES.issue(profile, "Idempotency-Key", "gone-author").text("reason"))
        .isEqualTo("id-reused");
  }

  @Test
  void anErasedNameIsInNoLaterRecordAndTheTokenStaysValid() {
    ApiResponse issued = IDENTITIES.issue("{\"name\":\"Forgotten\",\"roles\":[\"editor\"]}");
    String id = issued.text("id");

    assertThat(IDENTITIES.delete(id + "/name", "").status()).isEqualTo(204);

    assertThat(IDENTITIES.of(id)).hasSize(2);
    assertThat(new String(IDENTITIES.of(id).get(1).value())).doesNotContain("Forgotten");
    assertThat(IDENTITIES.listed(id).has("name")).isFalse();
    assertThat(IDENTITIES.listed(id).has("erasedAt")).isTrue();
    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(200);
  }

  @Test
  void aRevocationAndAnErasureAreAppendedAgainBehindARecordThatKnowsNeither() {
    ApiResponse issued = IDENTITIES.issue("{\"name\":\"Raced\",\"roles\":[\"editor\"]}");
    String id = issued.text("id");
    Identity live = IDENTITIES.of(id).get(0);
    IDENTITIES.delete(id, "");
    IDENTITIES.delete(id + "/name", "");

    try (TopicWriter otherProducer = new TopicWriter(TestBroker.shared().bootstrapServers())) {
      TopicWriter.await(otherProducer.write(live));
    }

    await().until(() -> IDENTITIES.of(id).size() == 5);
    assertThat(IDENTITIES.of(id).get(4))
        .matches(last -> last.revokedAt() != null && last.profile().name() == null);
    assertThat(sendAs(issued, "GET", "/feeds", "").status()).isEqualTo(401);
  }

  @Test
  void aTokenEndsWhenItExpires() {
    Instant end = Instant.now().plusSeconds(3);
    ApiResponse issued =
        IDENTITIES.issue(
            "{\"name\":\"Short\",\"roles\":[\"editor\"],\"expiresAt\":\"" + end + "\"}");

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
    ApiResponse refused = IDENTITIES.issue(body.replace('\'', '"'));

    assertThat(refused.status()).as(refused.body()).isEqualTo(status);
    assertThat(refused.text("field")).isEqualTo(field);
    assertThat(IDENTITIES.list()).doesNotContain("\"name\":\"n\"");
  }

  @Test
  void refusesUnknownIdentities() {
    assertThat(IDENTITIES.delete("nobody", "").text("reason")).isEqualTo("no-identity");
    assertThat(IDENTITIES.delete("No+Id", "").status()).isEqualTo(400);
    assertThat(IDENTITIES.delete("nobody", "{}").text("field")).isEqualTo("body");
  }

  private static ApiResponse sendAs(ApiResponse issued, String method, String path, String body) {
    return PRODUCER.send(
        method, path, body, "Authorization", "Bearer " + issued.text("token"), "Prefer", "wait=10");
  }
}
