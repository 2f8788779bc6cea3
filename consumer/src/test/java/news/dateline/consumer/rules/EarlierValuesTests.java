package news.dateline.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.Item;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import org.junit.jupiter.api.Test;

/**
 * A log of an earlier release with values that no import accepts today: U+FFFF and U+FFFE, port
 * 99999, a decomposed tag, the year 1. Rules and records take them as they are.
 */
class EarlierValuesTests {
  private static final String CONTENT =
      """
      {"title":"Pier\uFFFF","body":"<p>a\uFFFE</p>","link":"https://a.example:99999/",
      "tags":["cafe\u0301","Storm","storm"],"publishedAt":"0001-01-01T00:00:00Z"}""";

  @Test
  void rebuildToTheSameItems() {
    Item published = replayed("{\"id\":\"a\",\"item\":%s}", NewsEvent.ItemPublished.class);
    Item imported = replayed("{\"id\":\"a\",\"item\":%s}", NewsEvent.ItemImported.class);

    for (Item item : List.of(published, imported)) {
      assertThat(item.content().title()).isEqualTo("Pier\uFFFF");
      assertThat(item.content().body()).isEqualTo("<p>a\uFFFE</p>");
      assertThat(item.content().link()).isEqualTo("https://a.example:99999/");
      assertThat(item.content().tags()).containsExactly("cafe\u0301", "Storm", "storm");
      assertThat(item.publishedAt()).hasToString("0001-01-01T00:00:00Z");
      assertThat(item.day()).hasToString("0001-01-01");
    }
    assertThat(imported).isEqualTo(published);
  }

  private static <T extends NewsEvent> Item replayed(String json, Class<T> type) {
    RulesHarness harness = RulesHarness.open();
    NewsEvent event = Json.read(json.formatted(CONTENT).getBytes(UTF_8), type);
    EventEnvelope written =
        EventEnvelope.withoutActor(
            new EventId("e"), RulesHarness.WORLD, "/desk/a", RulesHarness.NOON, "cafe", event);
    harness.handle(EventEnvelope.read(written.key(), written.headers(), written.value()).data());

    PublicState change = harness.lastItemChange();
    assertThat(PublicState.read(change.key(), change.value())).isEqualTo(change);
    DeskState desk = harness.deskState("a");
    assertThat(DeskState.read(desk.value())).isEqualTo(desk);
    return ((PublicItem) change).item();
  }
}
