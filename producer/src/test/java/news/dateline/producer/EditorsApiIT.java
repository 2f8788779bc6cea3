package news.dateline.producer;

import static news.dateline.producer.StubConsumer.accepted;
import static news.dateline.producer.StubConsumer.rejected;
import static news.dateline.producer.StubConsumer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import news.dateline.events.EventEnvelope;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditorsApiIT {
  private static final String ITEM = "{\"id\":\"a\",\"title\":\"t\",\"body\":\"<p>b<x></p>\"}";
  private static final String[] WAIT = {"Prefer", "wait=10"};

  private final ProducerFixture producer = ProducerFixture.shared();

  @Test
  void opensAFeedAndPublishesIntoItAtOnce() {
    ApiResponse opened = producer.send("PUT", "/feeds/open", "{\"title\":\"Open\"}", WAIT);
    ApiResponse published = producer.send("POST", "/feeds/open/items", ITEM, WAIT);

    assertThat(opened.status()).isEqualTo(201);
    assertThat(opened.header("Preference-Applied")).isEqualTo("wait=10");
    assertThat(opened.header("Location")).isEqualTo("/feeds/open");
    assertThat(published.status()).isEqualTo(201);
    assertThat(published.header("Location")).isEqualTo("/feeds/open/items/a");
    assertThat(published.text("epoch")).isEqualTo("abcd");
    assertThat(published.json().path("seq").asLong()).isEqualTo(2);
    assertThat(published.json().path("version").asInt()).isEqualTo(1);
    assertThat(published.text("id")).isEqualTo("a");
  }

  @Test
  void aFeedIsDefinedWithoutAccessUnlessTheRequestNamesIt() {
    producer.send("PUT", "/feeds/settled", "{\"title\":\"t\",\"access\":\"partner\"}", WAIT);
    producer.send("PUT", "/feeds/settled", "{\"title\":\"u\"}", WAIT);
    producer.send("PUT", "/feeds/settled", "{\"title\":\"u\",\"access\":\"public\"}", WAIT);

    assertThat(producer.consumer.of("settled"))
        .extracting(event -> ((NewsEvent.FeedDefined) event.data()).profile().access())
        .containsExactly(FeedSettings.Access.PARTNER, null, FeedSettings.Access.PUBLIC);
  }

  @Test
  void respondsBeforeTheOutcomeUnlessTheRequestPrefersToWait() {
    producer.openFeed("async");

    ApiResponse sent = producer.send("POST", "/feeds/async/items", ITEM);

    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.header("Location")).isEqualTo("/outcomes/" + sent.eventId());
    ApiResponse outcome = producer.send("GET", "/outcomes/" + sent.eventId(), "", WAIT);
    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.text("status")).isEqualTo("accepted");
    assertThat(outcome.eventId()).isEqualTo(sent.eventId());
  }

  @Test
  void aPersistentConnectionIsServedWhicheverThreadWroteTheResponseBefore() {
    producer.openFeed("kept");
    for (int i = 0; i < 1_000; i++) {
      // this response is written by the outcome reader's thread, the next one by the event loop
      ApiResponse decided = producer.send("DELETE", "/feeds/kept/pin", "", WAIT);
      assertThat(producer.send("GET", "/outcomes/" + decided.eventId(), "").status())
          .isEqualTo(200);
    }
  }

  @Test
  void writesTheEventOfEachCommand() {
    producer.openFeed("events");
    producer.send("POST", "/feeds/events/items", ITEM, WAIT);
    producer.send(
        "PUT", "/feeds/events/items/a?minor=true", "{\"title\":\"u\"}", "If-Match", "\"1\"");
    producer.send("PUT", "/feeds/events/items/a", "{\"title\":\"v\"}");
    producer.send("POST", "/feeds/events/items/a/retraction", "{\"reason\":\"r\"}", WAIT);

    ItemId a = new ItemId("a");
    await().until(() -> producer.consumer.of("events").size() == 5);
    assertThat(producer.consumer.of("events"))
        .extracting(EventEnvelope::data)
        .endsWith(
            new NewsEvent.ItemPublished(a, ItemContent.titled("t").withBody("<p>b</p>")),
            new NewsEvent.ItemUpdated(a, ItemContent.titled("u"), 1, true),
            new NewsEvent.ItemUpdated(a, ItemContent.titled("v"), null, false),
            new NewsEvent.ItemRetracted(a, "r", null));
    assertThat(producer.consumer.of("events"))
        .allMatch(event -> event.source().equals("/desk/editor"))
        .extracting(EventEnvelope::digest)
        .doesNotHaveDuplicates();
  }

  @Test
  void aRetryUnderItsKeyIsTheSameEventAndGetsTheSameResponse() {
    producer.openFeed("retry");
    String[] headers = {"Prefer", "wait=10", "Idempotency-Key", "key 1"};

    ApiResponse first = producer.send("POST", "/feeds/retry/items", "{\"title\":\"t\"}", headers);
    ApiResponse second = producer.send("POST", "/feeds/retry/items", "{\"title\":\"t\"}", headers);
    ApiResponse other = producer.send("POST", "/feeds/retry/items", "{\"title\": \"t\"}", headers);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(first.text("id")).isEqualTo(first.text("eventId"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("reason")).isEqualTo("id-reused");
    assertThat(other.eventId()).isEqualTo(first.eventId());
    assertThat(producer.send("GET", "/outcomes/" + first.eventId(), "").text("status"))
        .isEqualTo("accepted");
  }

  @Test
  void aKeyMayBeAnyText() throws IOException {
    producer.openFeed("any-key");

    String response =
        producer.sendRaw("POST", "/feeds/any-key/items", "{\"title\":\"t\"}", "Київ 🗞");

    assertThat(response).startsWith("HTTP/1.1 202");
  }

  @Test
  void generatesAMissingKeyAndReturnsIt() {
    producer.openFeed("drawn");

    ApiResponse first = producer.send("POST", "/feeds/drawn/items", "{\"title\":\"t\"}");
    ApiResponse retry =
        producer.send(
            "POST",
            "/feeds/drawn/items",
            "{\"title\":\"t\"}",
            "Idempotency-Key",
            first.header("Idempotency-Key"));

    assertThat(retry.eventId()).isEqualTo(first.eventId());
  }

  @Test
  void respondsWith202WhenTheWaitEndsWithoutAnOutcome() {
    producer.openFeed("mute");
    producer.consumer.script("mute", event -> null);

    ApiResponse response = producer.send("POST", "/feeds/mute/items", ITEM, "Prefer", "wait=1");
    ApiResponse outcome =
        producer.send("GET", "/outcomes/" + response.eventId(), "", "Prefer", "wait=1");

    assertThat(response.status()).isEqualTo(202);
    assertThat(response.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(response.header("Location")).isEqualTo("/outcomes/" + response.eventId());
    assertThat(outcome.status()).isEqualTo(404);
    assertThat(outcome.text("reason")).isEqualTo("no-outcome");
    assertThat(outcome.header("Retry-After")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_FEED,404",
    "NO_ITEM,404",
    "EXISTS,409",
    "VERSION_CONFLICT,409",
    "RETRACTED,409",
    "UNKNOWN_LABEL,422",
    "PUBLISHED_IN_FUTURE,422"
  })
  void aRejectionIsAProblem(RejectionReason reason, int status) {
    String feed = "rejects-" + reason.ordinal();
    producer.openFeed(feed);
    producer.consumer.script(feed, event -> rejected(event, reason));

    ApiResponse response =
        producer.send("PUT", "/feeds/" + feed + "/items/a", "{\"title\":\"t\"}", WAIT);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.json().path("version").asInt()).isEqualTo(4);
    assertThat(response.text("item")).isEqualTo("/feeds/" + feed + "/items/a");
    assertThat(response.eventId()).isNotNull();
  }

  @Test
  void anUpdateIs200WhetherOrNotItChangesTheItem() {
    producer.openFeed("update");
    producer.consumer.script(
        "update",
        event ->
            event.data() instanceof NewsEvent.ItemUpdated
                ? accepted(event, 3, 2)
                : with(event, Outcome.Status.UNCHANGED));

    ApiResponse updated = producer.send("PUT", "/feeds/update/items/a", "{\"title\":\"t\"}", WAIT);
    ApiResponse unchanged = producer.send("POST", "/feeds/update/items", ITEM, WAIT);

    assertThat(List.of(updated.status(), unchanged.status())).containsOnly(200);
    assertThat(unchanged.text("status")).isEqualTo("unchanged");
  }

  @Test
  void listsTheFeeds() {
    producer.openFeed("listed");

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> producer.send("GET", "/feeds", "").body().contains("{\"feed\":\"listed\","));
  }

  @Test
  void theDeskPageNeedsNoToken() {
    ApiResponse page = producer.sendBare("GET", "/", "");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    for (String asset : List.of("desk.css", "desk.js", "items.js", "texts.js", "icon.svg")) {
      assertThat(producer.sendBare("GET", "/desk/" + asset, "").status()).isEqualTo(200);
    }
  }

  @Test
  void onlyTheDeskPageAllowsPicturesOfOtherSites() {
    assertThat(producer.sendBare("GET", "/", "").header("Content-Security-Policy"))
        .contains("img-src 'self' https: http:;");
    for (String path : List.of("/desk/desk.js", "/desk/readers/page.css", "/feeds", "/none")) {
      assertThat(producer.send("GET", path, "").header("Content-Security-Policy"))
          .as(path)
          .contains("img-src 'self';");
    }
  }

  @Test
  void exposesHealthAndMetrics() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> producer.sendToManagement("/actuator/health/readiness").status() == 200);
    assertThat(producer.sendToManagement("/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(producer.sendToManagement("/actuator/prometheus").body())
        .contains("dateline_records_dropped_total")
        .contains("kafka_producer");
  }
}
