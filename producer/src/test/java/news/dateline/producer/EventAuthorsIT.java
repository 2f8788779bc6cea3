package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.EventEnvelope;
import news.dateline.events.IdentityId;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What events say of their authors. */
class EventAuthorsIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();

  @BeforeAll
  static void openFeed() {
    PRODUCER.openFeed("written");
  }

  @Test
  void anEventCarriesTheIdOfItsAuthorAndItsRightsButNeverItsName() {
    ApiResponse issued =
        issue("{\"name\":\"Zinaida\",\"roles\":[\"reporter\"],\"feeds\":[\"written\"]}");

    ApiResponse published =
        sendAs(issued, "POST", "/feeds/written/items", "{\"id\":\"z\",\"title\":\"t\"}");

    assertThat(published.status()).as(published.body()).isEqualTo(201);
    EventEnvelope event = event(published);
    assertThat(event.actor().id()).isEqualTo(new IdentityId(issued.text("id")));
    assertThat(event.actor().rights()).containsExactlyInAnyOrder(Right.SUBMIT, Right.PUBLISH);
    assertThat(event.source()).isEqualTo("/desk/" + issued.text("id"));
    assertThat(event.headers().toString() + new String(event.value())).doesNotContain("Zinaida");
  }

  @Test
  void theTokenFileIsAChiefUnderTheNameOfBeforeSoThatRetriesAcrossAnUpgradeAreTheSameEvent() {
    ApiResponse published =
        PRODUCER.send(
            "POST",
            "/feeds/written/items",
            "{\"id\":\"boot\",\"title\":\"t\"}",
            "Prefer",
            "wait=10");

    EventEnvelope event = event(published);
    assertThat(event.source()).isEqualTo("/desk/editor");
    assertThat(event.actor().rights()).containsExactlyInAnyOrder(Right.values());
  }

  @Test
  void aReporterUnderReviewSubmitsWithoutTheRightToPublish() {
    ApiResponse issued = issue("{\"name\":\"New\",\"roles\":[\"reporter\"],\"review\":true}");

    ApiResponse published =
        sendAs(issued, "POST", "/feeds/written/items", "{\"id\":\"rev\",\"title\":\"t\"}");

    assertThat(event(published).actor().rights()).containsExactly(Right.SUBMIT);
  }

  @Test
  void aRightThatTheRulesFindMissingIs403AndNamesIt() {
    PRODUCER.openFeed("ruled");
    PRODUCER.consumer.script(
        "ruled",
        event ->
            Outcome.of(event.id(), Outcome.Status.REJECTED, event.feed(), "0@0")
                .withReason(RejectionReason.FORBIDDEN)
                .withRight(Right.EDIT));
    ApiResponse issued = issue("{\"name\":\"Ann\",\"roles\":[\"reporter\"]}");

    ApiResponse refused =
        sendAs(issued, "PUT", "/feeds/ruled/items/others", "{\"title\":\"Mine\"}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("reason")).isEqualTo("forbidden");
    assertThat(refused.text("right")).isEqualTo("edit");
    assertThat(refused.text("detail")).contains("items of your own");
  }

  private static ApiResponse issue(String body) {
    return PRODUCER.send("POST", "/identities", body);
  }

  private static ApiResponse sendAs(ApiResponse issued, String method, String path, String body) {
    return PRODUCER.send(
        method, path, body, "Authorization", "Bearer " + issued.text("token"), "Prefer", "wait=10");
  }

  private static EventEnvelope event(ApiResponse published) {
    return PRODUCER.consumer.of("written").stream()
        .filter(event -> event.id().equals(published.eventId()))
        .findFirst()
        .orElseThrow();
  }
}
