package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.dateline.events.Breaking;
import news.dateline.events.EventEnvelope;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a publication has beside its item. */
class PublicationIT {
  private static final String[] WAIT = {"Prefer", "wait=10"};
  private static final String BREAKING =
      "{\"id\":\"a\",\"title\":\"t\",\"breaking\":{\"level\":\"major\",\"until\":\"2035-02-04T12:00:00+02:00\"}}";

  private final ProducerFixture producer = ProducerFixture.shared();

  @Test
  void anItemIsPublishedAsBreakingNewsByOneEvent() {
    producer.openFeed("urgent");

    ApiResponse published = producer.send("POST", "/feeds/urgent/items", BREAKING, WAIT);

    assertThat(published.status()).isEqualTo(201);
    List<NewsEvent> events =
        producer.consumer.of("urgent").stream().map(EventEnvelope::data).skip(1).toList();
    assertThat(events).hasSize(1);
    assertThat(((ItemPublished) events.get(0)).breaking())
        .isEqualTo(
            new Breaking.Planned(Breaking.Level.MAJOR, Instant.parse("2035-02-04T10:00:00Z")));
  }

  @Test
  void theAnswerNamesWhatWasLeftOutOfTheBody() {
    producer.openFeed("left-out");
    String item = "{\"title\":\"t\",\"body\":\"<p>a</p><script>b</script><p hidden>c</p>\"}";

    ApiResponse published = producer.send("POST", "/feeds/left-out/items", item, WAIT);

    assertThat(published.json().path("leftOut"))
        .extracting(JsonNode::asString)
        .containsExactly("script", "hidden");
  }

  @Test
  void anEndBeforeTheReleaseIsRefusedWithItsField() {
    producer.openFeed("too-early");
    producer.consumer.script(
        "too-early", event -> StubConsumer.rejected(event, RejectionReason.UNTIL_OUT_OF_RANGE));

    ApiResponse refused = producer.send("POST", "/feeds/too-early/items", BREAKING, WAIT);
    ApiResponse moved = producer.send("PUT", "/feeds/too-early/items/a", "{\"title\":\"t\"}", WAIT);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("field")).isEqualTo("breaking.until");
    assertThat(refused.text("detail")).contains("after the release");
    assertThat(moved.text("field")).isEqualTo("embargoedUntil");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|breaking.level",
        "{'level':'huge'}|breaking.level",
        "{'level':'major','until':'soon'}|breaking.until",
        "{'level':'major','mood':1}|breaking.mood",
        "[]|breaking"
      })
  void breakingNewsThatIsInvalidIsNamedAndNothingIsWritten(String breaking, String field) {
    String feed = "named-" + Integer.toHexString(breaking.hashCode());
    producer.openFeed(feed);
    String body = "{\"title\":\"t\",\"breaking\":" + breaking.replace('\'', '"') + "}";

    ApiResponse refused = producer.send("POST", "/feeds/" + feed + "/items", body, WAIT);

    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.text("field")).isEqualTo(field);
    assertThat(producer.consumer.of(feed)).hasSize(1);
  }

  @Test
  void aReporterWithoutTheRightOfBreakingIsToldSoAndNothingIsWritten() {
    producer.openFeed("reserved");
    String token =
        producer
            .send("POST", "/identities", "{\"name\":\"Ann\",\"roles\":[\"reporter\"]}")
            .text("token");

    ApiResponse refused =
        producer.send(
            "POST", "/feeds/reserved/items", BREAKING, "Authorization", "Bearer " + token);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("right")).isEqualTo("edit");
    assertThat(producer.consumer.of("reserved")).hasSize(1);
  }

  @Test
  void anEventSaysForHowManySecondsItsFeedHoldsNewItems() {
    String settings = "{\"title\":\"t\",\"holdFor\":5}";
    assertThat(producer.send("PUT", "/feeds/patient", settings, WAIT).status()).isEqualTo(201);
    producer.send("POST", "/feeds/patient/items", "{\"id\":\"a\",\"title\":\"t\"}", WAIT);
    producer.send("PUT", "/feeds/patient", "{\"title\":\"t\"}", WAIT);
    producer.openFeed("hasty");
    producer.send("POST", "/feeds/hasty/items", "{\"id\":\"a\",\"title\":\"t\"}", WAIT);

    assertThat(publication("patient").holdFor()).isEqualTo(5);
    assertThat(publication("hasty").holdFor()).isNull();
    for (String seconds : List.of("0", "31", "\"5\"")) {
      ApiResponse refused =
          producer.send("PUT", "/feeds/other", "{\"title\":\"t\",\"holdFor\":" + seconds + "}");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text("field")).isEqualTo("holdFor");
    }
  }

  private ItemPublished publication(String feed) {
    return producer.consumer.of(feed).stream()
        .map(EventEnvelope::data)
        .filter(ItemPublished.class::isInstance)
        .map(ItemPublished.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
