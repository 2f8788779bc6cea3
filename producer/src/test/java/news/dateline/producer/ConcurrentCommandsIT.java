package news.dateline.producer;

import static news.dateline.producer.StubConsumer.accepted;
import static news.dateline.producer.StubConsumer.rejected;
import static news.dateline.producer.StubConsumer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import news.dateline.events.Breaking;
import news.dateline.events.EventEnvelope;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.producer.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrentCommandsIT {
  private static final String ITEM = "{\"id\":\"a\",\"title\":\"t\"}";
  private static final String CORRECTION = "{\"note\":\"n\",\"item\":{\"title\":\"u\"}}";
  private static final String[] WAIT = {"Prefer", "wait=10"};

  private final ProducerFixture producer = ProducerFixture.shared();

  @Test
  void writesOneEventPerCommandWithItsData() {
    producer.openFeed("acts");
    ItemId a = new ItemId("a");
    Instant noon = Instant.parse("2035-01-01T12:00:00Z");
    String embargoed = "{\"id\":\"a\",\"title\":\"t\",\"embargoedUntil\":\"2035-01-01T12:00:00Z\"}";
    producer.send("POST", "/feeds/acts/items", embargoed, WAIT);
    String correction =
        "{\"note\":\"n\",\"item\":{\"title\":\"u\",\"body\":\"<p onclick=x>b</p>\"}}";
    producer.send("POST", "/feeds/acts/items/a/corrections", correction, "If-Match", "\"2\"");
    producer.send("POST", "/feeds/acts/items/a/restoration", "{\"title\":\"v\"}");
    producer.send("PUT", "/feeds/acts/pin", "{\"item\":\"a\"}");
    producer.send("DELETE", "/feeds/acts/pin", "");
    producer.send("PUT", "/feeds/acts/items/a/breaking", "{\"level\":\"major\"}");
    producer.send("DELETE", "/feeds/acts/items/a/breaking", "");
    producer.send("POST", "/feeds/acts/close", "{}", WAIT);

    await().until(() -> producer.consumer.of("acts").size() == 9);
    assertThat(producer.consumer.of("acts"))
        .extracting(EventEnvelope::data)
        .endsWith(
            new NewsEvent.ItemPublished(a, ItemContent.titled("t").withTimes(null, noon)),
            new NewsEvent.ItemCorrected(a, "n", ItemContent.titled("u").withBody("<p>b</p>"), 2),
            new NewsEvent.ItemRestored(a, ItemContent.titled("v"), null),
            new NewsEvent.ItemPinned(a),
            new NewsEvent.PinRemoved(),
            new NewsEvent.BreakingStarted(a, Breaking.Level.MAJOR, null),
            new NewsEvent.BreakingEnded(a),
            new NewsEvent.FeedClosed());
  }

  @Test
  void aHeldItemIs202AndItsOutcomeIsHeld() {
    producer.openFeed("holding");
    producer.consumer.script("holding", event -> with(event, Outcome.Status.HELD));

    ApiResponse held = producer.send("POST", "/feeds/holding/items", ITEM, WAIT);

    assertThat(held.status()).isEqualTo(202);
    assertThat(held.text("status")).isEqualTo("held");
    assertThat(held.header("Location")).isEqualTo("/outcomes/" + held.eventId());
    assertThat(producer.send("GET", "/outcomes/" + held.eventId(), "").text("status"))
        .isEqualTo("held");
  }

  @Test
  void aHeldEventGetsItsFinalOutcomeAtTheSameLocation() {
    producer.openFeed("released");
    AtomicReference<EventEnvelope> event = new AtomicReference<>();
    producer.consumer.script(
        "released",
        published -> {
          event.set(published);
          return with(published, Outcome.Status.HELD);
        });
    ApiResponse held = producer.send("POST", "/feeds/released/items", ITEM, WAIT);

    producer.consumer.write(accepted(event.get(), 7, 1));

    await()
        .untilAsserted(
            () -> {
              ApiResponse outcome = producer.send("GET", held.header("Location"), "");
              assertThat(outcome.text("status")).isEqualTo("accepted");
              assertThat(outcome.json().path("lastSeq").asLong()).isEqualTo(7);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "ALREADY_PUBLIC, 422, item.embargoedUntil",
    "PUBLISHED_IN_FUTURE, 422, item.publishedAt",
    "UNKNOWN_LABEL, 422, item.label",
    "VERSION_CONFLICT, 409, If-Match",
    "HELD, 409, ''",
    "RETRACTED, 409, ''",
    "TOO_MANY_CORRECTIONS, 409, ''"
  })
  void aRejectedCorrectionNamesTheFieldByItsPathInTheBody(
      RejectionReason reason, int status, String field) {
    String feed = "corrects-" + reason.ordinal();
    producer.openFeed(feed);
    producer.consumer.script(feed, event -> rejected(event, reason));

    ApiResponse response =
        producer.send("POST", "/feeds/" + feed + "/items/a/corrections", CORRECTION, WAIT);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text("field")).isEqualTo(field);
    assertThat(response.text("item")).isEqualTo("/feeds/" + feed + "/items/a");
    assertThat(response.json().path("version").asInt()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, pin, '{\"item\":\"a\"}', NO_ITEM, 404, item",
    "PUT, pin, '{\"item\":\"a\"}', HELD, 409, ''",
    "PUT, items/a/breaking, '{\"level\":\"minor\"}', UNTIL_OUT_OF_RANGE, 422, until",
    "DELETE, items/a/breaking, '', NO_ITEM, 404, ''",
    "POST, items/a/restoration, '{\"title\":\"t\"}', NOT_RETRACTED, 409, ''",
    "POST, items, '{\"title\":\"t\"}', CLOSED, 409, ''"
  })
  void aRejectedCommandNamesTheReason(
      String method, String path, String body, RejectionReason reason, int status, String field) {
    String feed = "acts-" + path.replaceAll("[^a-z]", "") + "-" + reason.ordinal();
    producer.openFeed(feed);
    producer.consumer.script(feed, event -> rejected(event, reason));

    ApiResponse response = producer.send(method, "/feeds/" + feed + "/" + path, body, WAIT);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text("reason")).isEqualTo(ProblemType.of(reason).reason());
    assertThat(response.text("field")).isEqualTo(field);
  }

  @Test
  void aCommandWithoutABodyCanBeRetried() {
    producer.openFeed("retried");
    String[] headers = {"Prefer", "wait=10", "Idempotency-Key", "k"};

    ApiResponse first = producer.send("DELETE", "/feeds/retried/pin", "", headers);
    ApiResponse again = producer.send("DELETE", "/feeds/retried/pin", "", headers);
    ApiResponse other = producer.send("DELETE", "/feeds/retried/items/a/breaking", "", headers);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.text("reason")).isEqualTo("id-reused");
  }
}
