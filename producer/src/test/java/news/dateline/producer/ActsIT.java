package news.dateline.producer;

import static news.dateline.producer.ScriptedConsumer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.EditorialEvent;
import news.dateline.events.FeedId;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import org.junit.jupiter.api.Test;

class ActsIT {
  private static final String ITEM = "{\"id\":\"a\",\"title\":\"t\"}";
  private static final String[] WAIT = {"Prefer", "wait=10"};

  private final Desk desk = Desk.shared();

  @Test
  void writesEveryOtherActAsItWasMeant() {
    desk.open("acts");
    ItemId a = new ItemId("a");
    Instant noon = Instant.parse("2035-01-01T12:00:00Z");
    String embargoed = "{\"id\":\"a\",\"title\":\"t\",\"embargoedUntil\":\"2035-01-01T12:00:00Z\"}";
    desk.call("POST", "/feeds/acts/items", embargoed, WAIT);
    String correction =
        "{\"note\":\"n\",\"item\":{\"title\":\"u\",\"body\":\"<p onclick=x>b</p>\"}}";
    desk.call("POST", "/feeds/acts/items/a/corrections", correction, "If-Match", "\"2\"");
    desk.call("POST", "/feeds/acts/items/a/restoration", "{\"title\":\"v\"}");
    desk.call("PUT", "/feeds/acts/pin", "{\"item\":\"a\"}");
    desk.call("DELETE", "/feeds/acts/pin", "");
    desk.call("PUT", "/feeds/acts/items/a/breaking", "{\"level\":\"major\"}");
    desk.call("DELETE", "/feeds/acts/items/a/breaking", "");
    desk.call("POST", "/feeds/acts/close", "{}", WAIT);

    await().until(() -> desk.consumer.of("acts").size() == 9);
    assertThat(desk.consumer.of("acts"))
        .extracting(EditorialEvent::data)
        .endsWith(
            new NewsEvent.ItemPublished(a, ItemContent.titled("t").timed(null, noon)),
            new NewsEvent.ItemCorrected(a, "n", ItemContent.titled("u").withBody("<p>b</p>"), 2),
            new NewsEvent.ItemRestored(a, ItemContent.titled("v"), null),
            new NewsEvent.ItemPinned(a),
            new NewsEvent.PinRemoved(),
            new NewsEvent.BreakingStarted(a, Breaking.Level.MAJOR, null),
            new NewsEvent.BreakingEnded(a),
            new NewsEvent.FeedClosed());
  }

  @Test
  void aHeldItemIs202AndItsOutcomeSaysSo() {
    desk.open("holding");
    desk.consumer.script("holding", event -> with(event, Outcome.Status.HELD));

    Answer held = desk.call("POST", "/feeds/holding/items", ITEM, WAIT);

    assertThat(held.status()).isEqualTo(202);
    assertThat(held.text("status")).isEqualTo("held");
    assertThat(held.header("Location")).isEqualTo("/outcomes/" + held.eventId());
    assertThat(desk.call("GET", "/outcomes/" + held.eventId(), "").text("status"))
        .isEqualTo("held");
  }

  @Test
  void anEditorSeesWhatIsHeldAndWhoDidWhat() {
    desk.open("desk-view");
    ItemContent secret =
        ItemContent.titled("Secret").timed(null, Instant.parse("2035-01-01T12:00:00Z"));
    desk.consumer.tell(
        new DeskState(
            new FeedId("desk-view"),
            "abcd",
            new ItemId("a"),
            DeskState.Status.HELD,
            3,
            secret,
            List.of(),
            List.of(new DeskState.Entry("held", Instant.EPOCH, "/desk/ann", 3, null))));

    Answer item = desk.call("GET", "/feeds/desk-view/items/a", "");
    Answer held = desk.call("GET", "/feeds/desk-view/held", "");

    assertThat(item.header("ETag")).isEqualTo("\"3\"");
    assertThat(item.text("status")).isEqualTo("held");
    assertThat(item.json().path("held").path("title").asString()).isEqualTo("Secret");
    assertThat(item.json().path("history").path(0).path("by").asString()).isEqualTo("/desk/ann");
    assertThat(held.json().path("held").path(0).path("embargoedUntil").asString())
        .isEqualTo("2035-01-01T12:00:00Z");
  }
}
