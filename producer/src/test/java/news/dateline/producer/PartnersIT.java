package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import news.dateline.events.Partner;
import news.dateline.events.Topic;
import news.dateline.support.token.PartnerToken;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PartnersIT {
  private static final int MAX_PRODUCERS = 3;

  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final IssuedRecords<Partner> PARTNERS =
      new IssuedRecords<>(Topic.PARTNERS, Partner::read, Partner::id);

  @BeforeAll
  static void openFeed() {
    PRODUCER.openFeed("paid");
  }

  @Test
  void returnsTheTokenOnceAndStoresOnlyItsHash() {
    ApiResponse issued =
        PARTNERS.issue(
            "{\"name\":\"Radio\",\"feeds\":[\"paid\"],\"origins\":[\"https://Radio.example\"],"
                + "\"streams\":3,\"expiresAt\":\"2999-01-01T00:00:00Z\"}");
    String token = issued.text("token");
    String id = issued.text("id");

    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("Location")).isEqualTo("/partners/" + id);
    assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
    assertThat(token).startsWith(id + ".");
    assertThat(PARTNERS.of(id)).hasSize(1);
    Partner partner = PARTNERS.of(id).get(0);
    assertThat(PartnerToken.parse(token).orElseThrow().belongsTo(partner)).isTrue();
    assertThat(new String(partner.value())).doesNotContain(token.substring(id.length() + 1));
    assertThat(partner.profile().origins().get(0).value()).isEqualTo("https://radio.example");
  }

  @Test
  void listsPartnersWithoutSecrets() {
    ApiResponse issued = PARTNERS.issue("{\"name\":\"Listed\",\"feeds\":[\"paid\"]}");

    JsonNode own = PARTNERS.listed(issued.text("id"));
    assertThat(own.path("name").asString()).isEqualTo("Listed");
    assertThat(own.path("feeds").path(0).asString()).isEqualTo("paid");
    assertThat(Instant.parse(own.path("issuedAt").asString())).isBefore(Instant.now());
    assertThat(own.has("revokedAt")).isFalse();
    assertThat(PARTNERS.list())
        .doesNotContain("hash", "token", PARTNERS.of(issued.text("id")).get(0).hash());
  }

  @Test
  void aRetryAfterALostResponseCreatesNoSecondPartner() {
    String profile = "{\"name\":\"Lost\",\"feeds\":[\"paid\"]}";
    ApiResponse lost = PARTNERS.issue(profile, "Idempotency-Key", "lost");
    ApiResponse again = PARTNERS.issue(profile, "Idempotency-Key", "lost");
    ApiResponse other = PARTNERS.issue(profile.replace("Lost", "Found"), "Idempotency-Key", "lost");

    String id = lost.text("id");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text("id")).isEqualTo(id);
    assertThat(again.text("issuedAt")).isEqualTo(lost.text("issuedAt"));
    Partner partner = PARTNERS.of(id).get(1);
    assertThat(PartnerToken.parse(again.text("token")).orElseThrow().belongsTo(partner)).isTrue();
    assertThat(PartnerToken.parse(lost.text("token")).orElseThrow().belongsTo(partner)).isFalse();
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("reason")).isEqualTo("id-reused");
    assertThat(PARTNERS.of(id)).hasSize(2);
  }

  @Test
  void revokesATokenForever() {
    String profile = "{\"name\":\"Gone\",\"feeds\":[\"paid\"]}";
    String id = PARTNERS.issue(profile, "Idempotency-Key", "gone").text("id");

    assertThat(PARTNERS.delete(id, "").status()).isEqualTo(204);
    assertThat(PARTNERS.delete(id, "").status()).isEqualTo(204);

    assertThat(PARTNERS.of(id)).hasSize(2).last().matches(gone -> gone.hash() == null);
    assertThat(PARTNERS.listed(id).has("revokedAt")).isTrue();
    assertThat(PARTNERS.issue(profile, "Idempotency-Key", "gone").text("reason"))
        .isEqualTo("id-reused");
  }

  @Test
  void aRevocationIsAppendedAgainBehindARecordThatAnotherProducerWroteLater() {
    String profile = "{\"name\":\"Raced\",\"feeds\":[\"paid\"]}";
    String id = PARTNERS.issue(profile, "Idempotency-Key", "raced").text("id");
    Partner live = PARTNERS.of(id).get(0);
    PARTNERS.delete(id, "");

    try (TopicWriter otherProducer = new TopicWriter(TestBroker.shared().bootstrapServers())) {
      TopicWriter.await(otherProducer.write(live));
    }

    await().until(() -> PARTNERS.of(id).size() > 3);
    assertThat(PARTNERS.of(id)).last().matches(gone -> gone.revokedAt() != null);
    assertThat(PARTNERS.listed(id).has("revokedAt")).isTrue();
    assertThat(PARTNERS.issue(profile, "Idempotency-Key", "raced").text("reason"))
        .isEqualTo("id-reused");
    // each producer of this JVM may have appended it once
    await().during(Duration.ofMillis(500)).until(() -> PARTNERS.of(id).size() <= 3 + MAX_PRODUCERS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "422 | name | {'feeds':['paid']}",
        "422 | name | {'name':'','feeds':['paid']}",
        "422 | feeds | {'name':'n'}",
        "422 | feeds | {'name':'n','feeds':[]}",
        "422 | feeds | {'name':'n','feeds':['never-opened']}",
        "422 | feeds[1] | {'name':'n','feeds':['paid','Not One']}",
        "422 | origins[0] | {'name':'n','feeds':['paid'],'origins':['example.com']}",
        "422 | streams | {'name':'n','feeds':['paid'],'streams':0}",
        "422 | streams | {'name':'n','feeds':['paid'],'streams':'5'}",
        "422 | expiresAt | {'name':'n','feeds':['paid'],'expiresAt':'2020-01-01T00:00:00Z'}",
        "422 | expiresAt | {'name':'n','feeds':['paid'],'expiresAt':'90d'}",
        "422 | token | {'name':'n','feeds':['paid'],'token':'mine'}",
        "400 | `` | {'name':'n',"
      })
  void refusesAnInvalidProfileAndNamesTheField(int status, String field, String body) {
    ApiResponse refused = PARTNERS.issue(body.replace('\'', '"'));

    assertThat(refused.status()).as(refused.body()).isEqualTo(status);
    assertThat(refused.text("field")).isEqualTo(field);
    assertThat(PARTNERS.list()).doesNotContain("\"name\":\"n\"");
  }

  @Test
  void refusesRequestsWithoutATokenAndUnknownPartners() {
    assertThat(PRODUCER.sendBare("GET", "/partners", "").status()).isEqualTo(401);
    assertThat(PARTNERS.delete("nobody", "").text("reason")).isEqualTo("no-partner");
    assertThat(PARTNERS.delete("No+Id", "").status()).isEqualTo(400);
    assertThat(PARTNERS.delete("nobody", "{}").text("field")).isEqualTo("body");
  }
}
