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
    HttpAnswer opened = producer.call("PUT", "/feeds/open", "{\"title\":\"Open\"}", WAIT);
    HttpAnswer published = producer.call("POST", "/feeds/open/items", ITEM, WAIT);

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
  void answersBeforeTheOutcomeUnlessAskedToWait() {
    producer.open("async");

    HttpAnswer sent = producer.call("POST", "/feeds/async/items", ITEM);

    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.header("Location")).isEqualTo("/outcomes/" + sent.eventId());
    HttpAnswer outcome = producer.call("GET", "/outcomes/" + sent.eventId(), "", WAIT);
    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.text("status")).isEqualTo("accepted");
    assertThat(outcome.eventId()).isEqualTo(sent.eventId());
  }

  @Test
  void aConnectionKeptOpenIsAnsweredHoweverTheCallBeforeWas() {
    producer.open("kept");
    for (int i = 0; i < 1_000; i++) {
      // decided on another thread, then answered at once
      HttpAnswer decided = producer.call("DELETE", "/feeds/kept/pin", "", WAIT);
      assertThat(producer.call("GET", "/outcomes/" + decided.eventId(), "").status())
          .isEqualTo(200);
    }
  }

  @Test
  void writesTheEventAsItWasMeant() {
    producer.open("events");
    producer.call("POST", "/feeds/events/items", ITEM, WAIT);
    producer.call(
        "PUT", "/feeds/events/items/a?minor=true", "{\"title\":\"u\"}", "If-Match", "\"1\"");
    producer.call("PUT", "/feeds/events/items/a", "{\"title\":\"v\"}");
    producer.call("POST", "/feeds/events/items/a/retraction", "{\"reason\":\"r\"}", WAIT);

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
  void aRetryUnderItsKeyIsTheSameEventAndGetsTheSameAnswer() {
    producer.open("retry");
    String[] headers = {"Prefer", "wait=10", "Idempotency-Key", "key 1"};

    HttpAnswer first = producer.call("POST", "/feeds/retry/items", "{\"title\":\"t\"}", headers);
    HttpAnswer second = producer.call("POST", "/feeds/retry/items", "{\"title\":\"t\"}", headers);
    HttpAnswer other = producer.call("POST", "/feeds/retry/items", "{\"title\": \"t\"}", headers);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(first.text("id")).isEqualTo(first.text("eventId"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("reason")).isEqualTo("id-reused");
    assertThat(other.eventId()).isEqualTo(first.eventId());
    assertThat(producer.call("GET", "/outcomes/" + first.eventId(), "").text("status"))
        .isEqualTo("accepted");
  }

  @Test
  void aKeyMayBeAnyText() throws IOException {
    producer.open("any-key");

    String answer = producer.raw("POST", "/feeds/any-key/items", "{\"title\":\"t\"}", "Київ 🗞");

    assertThat(answer).startsWith("HTTP/1.1 202");
  }

  @Test
  void drawsAKeyAndTellsIt() {
    producer.open("drawn");

    HttpAnswer first = producer.call("POST", "/feeds/drawn/items", "{\"title\":\"t\"}");
    HttpAnswer retry =
        producer.call(
            "POST",
            "/feeds/drawn/items",
            "{\"title\":\"t\"}",
            "Idempotency-Key",
            first.header("Idempotency-Key"));

    assertThat(retry.eventId()).isEqualTo(first.eventId());
  }

  @Test
  void saysSoWhenTheWaitRunsOut() {
    producer.open("mute");
    producer.consumer.script("mute", event -> null);

    HttpAnswer answer = producer.call("POST", "/feeds/mute/items", ITEM, "Prefer", "wait=1");
    HttpAnswer outcome =
        producer.call("GET", "/outcomes/" + answer.eventId(), "", "Prefer", "wait=1");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(answer.header("Location")).isEqualTo("/outcomes/" + answer.eventId());
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
    producer.open(feed);
    producer.consumer.script(feed, event -> rejected(event, reason));

    HttpAnswer answer =
        producer.call("PUT", "/feeds/" + feed + "/items/a", "{\"title\":\"t\"}", WAIT);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("version").asInt()).isEqualTo(4);
    assertThat(answer.text("item")).isEqualTo("/feeds/" + feed + "/items/a");
    assertThat(answer.eventId()).isNotNull();
  }

  @Test
  void anUpdateIs200AndSoIsWhatChangesNothing() {
    producer.open("update");
    producer.consumer.script(
        "update",
        event ->
            event.data() instanceof NewsEvent.ItemUpdated
                ? accepted(event, 3, 2)
                : with(event, Outcome.Status.UNCHANGED));

    HttpAnswer updated = producer.call("PUT", "/feeds/update/items/a", "{\"title\":\"t\"}", WAIT);
    HttpAnswer unchanged = producer.call("POST", "/feeds/update/items", ITEM, WAIT);

    assertThat(List.of(updated.status(), unchanged.status())).containsOnly(200);
    assertThat(unchanged.text("status")).isEqualTo("unchanged");
  }

  @Test
  void listsTheFeeds() {
    producer.open("listed");

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> producer.call("GET", "/feeds", "").body().contains("{\"feed\":\"listed\","));
  }

  @Test
  void anyoneGetsTheDeskPage() {
    HttpAnswer page = producer.bare("GET", "/", "");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    for (String asset : List.of("desk.css", "desk.js", "items.js", "texts.js", "icon.svg")) {
      assertThat(producer.bare("GET", "/desk/" + asset, "").status()).isEqualTo(200);
    }
  }

  @Test
  void healthAndMetricsAreThere() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> producer.management("/actuator/health/readiness").status() == 200);
    assertThat(producer.management("/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(producer.management("/actuator/prometheus").body())
        .contains("dateline_records_dropped_total")
        .contains("kafka_producer");
  }
}
